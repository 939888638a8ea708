import BorderLaw
import Checkpoint
import Foundation
import Support
import TravelDocument
import UnifiedDatabase

/// Invented travellers.
enum Invented {
    static func number(_ number: Int) -> String { "E" + String(10_000_000 + number).suffix(7) }

    /// - Parameter person: whose register number it shows; by default each passport is another person's, as far as two
    ///   letters tell them apart.
    static func zone(_ index: Int, of person: Int? = nil) -> String {
        let letters = [(person ?? index) / 26, person ?? index].map { Character(UnicodeScalar(UInt8(65 + $0 % 26))) }
        return "P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<\n"
            + "\(number(index))<4MNG8501019F3001019\(String(letters))85010121<<<<04"
    }

    static func document(_ index: Int, of person: Int? = nil) throws -> CrossingDocument {
        let today = CivilDate(year: 2026, month: 3, day: 10) ?? .earliest
        return CrossingDocument(try MachineReadableZone(parsing: zone(index, of: person), today: today))
    }

    static func permission(_ index: Int) throws -> EGatePermission {
        let document = try document(index)
        return EGatePermission(
            issuer: "MNG", documentNumber: document.number, documentExpiry: document.expiryDate ?? .earliest,
            birthDate: document.birthDate ?? .earliest, primaryIdentifier: "BATBAYAR",
            secondaryIdentifier: "SARANGEREL", registerNumber: "АА" + String(85_010_000 + index),
            legalCapacityDeclared: true, documentHasChip: false,
            fingers: [EnrolledFinger(position: 2, template: [UInt8](repeating: 7, count: 400))], grantedAt: .now())
    }

    static func crossing(
        _ index: Int, at time: UnixTime, chip: ChipEvidence = .absent
    ) throws -> CrossingRecord {
        let document = try document(9_000_000 + index)
        let facts = CrossingFacts(
            direction: .exit, date: UlaanbaatarCalendar.day(of: time), unixTime: time.seconds, station: .eGate,
            document: DocumentFacts(
                classCode: "P", issuer: "MNG", nationality: "MNG", number: document.number,
                expiryDate: document.expiryDate, birthDateText: document.birthDateText,
                birthDate: document.birthDate, sex: document.sex, mrzValid: true),
            permission: .nothing, invalidation: .nothing, lastCrossing: .nothing,
            chip: chip.inspection == nil ? .absent : .inspected(overall: .successful, failedChecks: []),
            finger: .matched(score: 5, threshold: 3, attempts: 1))
        var random = SystemRandomNumberGenerator()
        guard let lane = LaneID("gate-1") else { throw StoreError(.constraint, "lane") }
        return CrossingRecord(
            id: CrossingID(at: time, using: &random), lane: lane, direction: .exit, startedAt: time, decidedAt: time,
            completedAt: nil, state: .admitted, mrzText: zone(9_000_000 + index), document: document, chip: chip,
            fingerTries: [FingerTry(score: 5, quality: 80, finger: 2)], permissionID: nil, facts: facts,
            verdict: EGateRules.evaluate(facts, rulebook: .standard, stage: .final), softwareVersion: "benchmark")
    }

    /// What stands in the record of a passport whose chip was read and passed every check.
    static func inspectedChip() throws -> ChipEvidence {
        try JSONDecoder().decode(ChipEvidence.self, from: Data(chipText.utf8))
    }

    private static let chipText = #"""
        {"apduCount":86,"bytesRead":16702,"inspection":{"access":{"authenticity":{},"cipher":"3DES","complete":true,"downgrade":false,"protocol":"BAC","quirks":{"applied":[],"version":"CHIPS-2026-11-20.1"}},"checks":[
        {"code":0,"id":"chipAccess","result":"successful","text":{"en":"The chip was opened: BAC","mn":"Чипийг нээсэн: BAC"}},
        {"code":0,"id":"mrzConsistency","result":"successful","text":{"en":"The check digits and values of the MRZ are right","mn":"MRZ-ийн хяналтын цифр, утга зөв"}},
        {"code":1200,"id":"chipAuthenticity","result":"notSupported","text":{"en":"This chip has no way to be told from a copy","mn":"Чипийг хуулбарлаагүйг шалгах боломж энэ чипэнд алга"}},
        {"code":1300,"id":"terminalAuthentication","result":"notSupported","text":{"en":"The protected data groups were not asked for","mn":"Хамгаалагдсан өгөгдөлд хандах эрх хүсээгүй"}},
        {"code":0,"id":"sodSignature","result":"successful","text":{"en":"The digital signature of the chip is right","mn":"Чипийн тоон гарын үсэг зөв"}},
        {"code":0,"id":"signerCertificate","result":"successful","text":{"en":"The certificate of the document signer is right","mn":"Гарын үсэг зурагчийн гэрчилгээ зөв"}},
        {"code":0,"id":"signerValidity","result":"successful","text":{"en":"The certificate of the document signer is in its validity period","mn":"Гарын үсэг зурагчийн гэрчилгээ хүчинтэй хугацаандаа"}},
        {"code":0,"id":"signerRevocation","result":"successful","text":{"en":"The document signer has not been revoked","mn":"Гарын үсэг зурагчийн гэрчилгээ хүчингүй болоогүй"}},
        {"code":0,"id":"trustStatus","result":"successful","text":{"en":"The signing authority of the issuing state is trusted","mn":"Олгосон улсын CSCA итгэмжлэгдсэн"}},
        {"code":0,"id":"comSodConsistency","result":"successful","text":{"en":"EF.COM and EF.SOD list the same data groups","mn":"EF.COM, EF.SOD хоёрын жагсаалт таарсан"}},
        {"code":0,"id":"dataGroupHashes","result":"successful","text":{"en":"The data of the chip are unchanged","mn":"Чипийн өгөгдөл өөрчлөгдөөгүй"}},
        {"code":0,"id":"issuerSignerCountry","result":"successful","text":{"en":"Issuing state and signing state are the same","mn":"Олгосон улс, гарын үсэг зурсан улс таарсан"}},
        {"code":0,"id":"expiry","result":"successful","text":{"en":"The document has not expired","mn":"Баримт бичгийн хугацаа дуусаагүй"}},
        {"code":0,"id":"mrzDg1Comparison","result":"successful","text":{"en":"The printed MRZ and the chip say the same","mn":"Хэвлэсэн MRZ чиптэй таарсан"}},
        {"code":2400,"id":"cardSecurity","result":"notSupported","text":{"en":"There is no EF.CardSecurity","mn":"EF.CardSecurity байхгүй"}}
        ],"overall":"successful","quirks":{"applied":[],"version":"CHIPS-2026-11-20.1"},
        "signer":{"algorithm":"RSASSA-PSS SHA-256","authorityFingerprint":"9991041269a08ff8ab506f907c031032ba5ef57e786f770a56b386ad26abdbb3","authorityOrigin":"csca.der","country":"MN","fingerprint":"1f6668ca3fd3839fff96a44d60cc2b728f6f69710b83e7b08816948210e23354","issuer":"C=MN, O=invented, CN=CSCA","serial":"40dd2cf7c332c4e04f95","signingTime":1678838400,"subject":"C=MN, O=invented, CN=signer"}},"milliseconds":33,"presence":"read","quirks":"CHIPS-2026-11-20.1"}
        """#
}
