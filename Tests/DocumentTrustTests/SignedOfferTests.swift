import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

/// What the signed DG14 names of PACE, against EF.CardAccess, which nobody signs.
@Suite struct SignedOfferTests {
    /// A passport whose signed DG14 names ways of PACE, with an EF.CardAccess or without.
    private func offering(
        _ signed: [PACEInfo.Mapping], cardAccess: [PACEInfo.Mapping]?, isSigned: Bool = true
    ) throws -> TestDocument {
        func entries(_ mappings: [PACEInfo.Mapping]) -> [[UInt8]] {
            mappings.compactMap { PACEInfo(mapping: $0, cipher: .aes128, parameterId: 13)?.encoded() }
        }
        var document = TestDocument.unsigned()
        if isSigned { document.files[.dg14] = DG14.encoded(entries(signed)) }
        document.files[.com] = CommonData(dataGroups: document.dataGroups.keys.sorted()).encoded()
        document.files[.sod] = try TestDocument.signer.get().sign(dataGroups: document.dataGroups)
        if !isSigned { document.files[.dg14] = DG14.encoded(entries(signed)) }
        document.files[.cardAccess] = cardAccess.map { TLV.encode(tag: 0x31, children: entries($0)) }
        return document
    }

    private func opened(_ document: TestDocument, by name: String, downgrade: Bool = false) throws -> InspectionReport {
        try document.inspect(
            access: InspectedAccess(protocolName: name, downgrade: downgrade, authenticity: ChipAuthenticity()))
    }

    @Test func `a way of PACE that the state has signed and the chip does not offer leaves it in doubt`() throws {
        let stripped: [(cardAccess: [PACEInfo.Mapping]?, name: String)] = [
            ([.generic], "PACE-GM"), (nil, "BAC"), ([], "BAC"), (nil, "none"),
        ]
        for (cardAccess, name) in stripped {
            let report = try opened(
                try offering([.generic, .chipAuthentication], cardAccess: cardAccess), by: name)
            #expect(report[.chipAccess]?.code == CheckCode.signedOfferMissing.rawValue)
            #expect(report[.chipAccess]?.result == .undetermined && report.overall == .undetermined)
            // The mapping would have proved the key.
            #expect(report[.chipAuthenticity]?.code == CheckCode.chipKeyNotRead.rawValue)
        }
        let bare = try opened(try offering([.generic], cardAccess: [.generic]), by: "BAC")
        #expect(bare[.chipAccess]?.code == CheckCode.signedOfferMissing.rawValue)
        let told = try opened(try offering([.generic], cardAccess: [.generic]), by: "BAC", downgrade: true)
        #expect(told[.chipAccess]?.code == CheckCode.accessDowngrade.rawValue)
        let broken = try offering([.generic], cardAccess: nil).inspect(
            access: InspectedAccess(protocolName: "BAC", isComplete: false))
        #expect(broken[.chipAccess]?.result == .aborted)
    }

    @Test func `a DG14 that does not repeat the offer, or that nobody signed, says nothing of it`() throws {
        let kept = try opened(try offering([.generic], cardAccess: [.generic, .integrated]), by: "PACE-GM")
        #expect(kept[.chipAccess]?.code == 0 && kept.overall == .successful)
        let silent = try opened(try offering([], cardAccess: [.generic]), by: "PACE-GM")
        #expect(silent[.chipAccess]?.code == 0 && silent.overall == .successful)
        let none = try opened(try offering([], cardAccess: nil), by: "BAC")
        #expect(none[.chipAccess]?.code == 0 && none.overall == .successful)
        let unsigned = try opened(try offering([.generic], cardAccess: nil, isSigned: false), by: "BAC")
        #expect(unsigned[.chipAccess]?.code == 0 && unsigned.overall == .undetermined)
    }

    @Test func `of files without a reading only an EF_CardAccess that is there is held against DG14`() throws {
        let absent = try offering([.chipAuthentication], cardAccess: nil).inspect(access: nil)
        #expect(absent[.chipAccess]?.code == CheckCode.accessNotExamined.rawValue)
        let weaker = try offering([.chipAuthentication], cardAccess: [.generic]).inspect(access: nil)
        #expect(weaker[.chipAccess]?.code == CheckCode.signedOfferMissing.rawValue)
    }
}
