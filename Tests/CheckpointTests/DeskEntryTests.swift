import Foundation
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument

@Suite("What an officer may enter")
struct DeskEntryTests {
    private static let today = CivilDate("2026-03-10") ?? .earliest

    private func fault(_ entry: some DeskEntry) -> EntryFault? {
        do throws(EntryFault) {
            try entry.check(on: Self.today)
            return nil
        } catch {
            return error
        }
    }

    private func stay(
        _ kind: StayRight.Kind = .visa, number: String = "V1", issued: String? = nil, from: String? = nil,
        until: String? = "2026-12-31", days: Int? = nil, entries: Int? = nil
    ) throws -> StayRight {
        StayRight(
            document: try DocumentKey(issuer: "KOR", number: "M1"), kind: kind, number: number,
            issued: issued.flatMap { CivilDate($0) }, validFrom: from.flatMap { CivilDate($0) },
            validUntil: until.flatMap { CivilDate($0) }, days: days, entries: entries)
    }

    @Test func `a document has one key however it is typed, and nothing else is one`() throws {
        let key = try DocumentKey(issuer: "D<<", number: "c01x-00 t47<")
        #expect(key == (try DocumentKey(issuer: "d", number: "C01X00T47")))
        #expect(throws: EntryFault("issuer", .malformed)) { try DocumentKey(issuer: "", number: "1") }
        #expect(throws: EntryFault("issuer", .malformed)) { try DocumentKey(issuer: "MNGX", number: "1") }
        for number in ["", "<<<", "А1", "E1'--", String(repeating: "1", count: 21)] {
            #expect(throws: EntryFault("number", .malformed)) { try DocumentKey(issuer: "MNG", number: number) }
        }
        for (text, place) in [
            (#"{"issuer":"MNG","number":"Ж"}"#, "number"), (#"{"issuer":"MNGX","number":"E1"}"#, "issuer"),
            (#"{"issuer":"MNG","number":17}"#, "number"), (#"{"issuer":"MNG"}"#, "number"),
            (#"{"issuer":null,"number":"E1"}"#, "issuer"),
        ] {
            #expect {
                try JSONDecoder().decode(DocumentKey.self, from: Data(text.utf8))
            } throws: { error in
                switch error as? DecodingError {
                case .dataCorrupted(let context)?: context.codingPath.last?.stringValue == place
                case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
                    context.codingPath.last?.stringValue == place
                case .keyNotFound(let key, _)?: key.stringValue == place
                default: false
                }
            }
        }
    }

    @Test func `impossible rights to stay are refused by field`() throws {
        let cases: [(StayRight, EntryFault?)] = [
            (try stay(), nil),
            (try stay(issued: "2026-03-01", from: "2026-03-05", days: 30, entries: 1), nil),
            (try stay(number: " "), EntryFault("number", .missing)),
            (try stay(number: String(repeating: "1", count: 65)), EntryFault("number", .malformed)),
            (try stay(number: "V\u{0}"), EntryFault("number", .malformed)),
            (try stay(from: "2027-01-01"), EntryFault("validUntil", .reversed)),
            (try stay(issued: "2026-03-11"), EntryFault("issued", .future)),
            (try stay(issued: "2026-03-10", from: "2026-03-09"), EntryFault("validFrom", .reversed)),
            (try stay(until: nil), EntryFault("validUntil", .missing)),
            (try stay(until: "2099-01-01"), EntryFault("validUntil", .implausible)),
            (try stay(days: 0), EntryFault("days", .outOfRange)),
            (try stay(entries: 1000), EntryFault("entries", .outOfRange)),
            (try stay(.residencePermit, days: 3), EntryFault("days", .misplaced)),
            (try stay(.visaPermission), EntryFault("issued", .missing)),
            (try stay(.registration, from: "2026-03-01"), EntryFault("number", .malformed)),
            (try stay(.registration, number: "1234567890123", from: "2026-03-11"), EntryFault("validFrom", .future)),
            (try stay(.registration, number: "1234567890123", from: "2026-03-10"), nil),
            (try stay(.residenceCard), EntryFault("validFrom", .missing)),
        ]
        for (entry, expected) in cases { #expect(fault(entry) == expected, "\(entry)") }
    }

    @Test func `statements have the fields of their kind and no other`() throws {
        let document = try DocumentKey(issuer: "MNG", number: "E1")
        let day = CivilDate("2027-01-01")
        let cases: [(DocumentStatement, EntryFault?)] = [
            (DocumentStatement(document: document, kind: .lost), nil),
            (DocumentStatement(document: document, kind: .lost, until: day), EntryFault("until", .misplaced)),
            (DocumentStatement(document: document, kind: .lost, cause: .damaged), EntryFault("cause", .misplaced)),
            (DocumentStatement(document: document, kind: .invalidated), EntryFault("cause", .missing)),
            (DocumentStatement(document: document, kind: .extended), EntryFault("until", .missing)),
            (DocumentStatement(document: document, kind: .valid, until: day), nil),
            (
                DocumentStatement(document: document, kind: .valid, issued: Self.today, until: Self.today),
                EntryFault("until", .reversed)
            ),
        ]
        for (entry, expected) in cases { #expect(fault(entry) == expected, "\(entry)") }
    }

    @Test func `numbers of persons have their form, and a document is not linked to itself`() throws {
        let document = try DocumentKey(issuer: "MNG", number: "E1")
        for (kind, number) in [
            (PersonNumber.Kind.registerNumber, "AA85010121"), (.civilID, "12"), (.civilID, "12345x"),
        ] {
            let entry = PersonNumber(document: document, kind: kind, number: number)
            #expect(fault(entry) == EntryFault("number", .malformed))
        }
        #expect(fault(PersonNumber(document: document, kind: .registerNumber, number: "АА85010121")) == nil)
        let link = PersonLink(document: document, other: document, basis: .paper)
        #expect(fault(link) == EntryFault("other", .same))
    }

    @Test func `nobody enters anything without a name and a reason`() {
        #expect(throws: EntryFault("officer", .missing)) {
            try OfficerNote(officer: " ", reason: "x", at: .now())
        }
        #expect(throws: EntryFault("reason", .malformed)) {
            try OfficerNote(officer: "17", reason: String(repeating: "x", count: 2001), at: .now())
        }
        #expect(throws: EntryFault("reason", .malformed)) {
            try OfficerNote(officer: "17", reason: "line\nline", at: .now())
        }
    }

    @Test func `every reason has words in both languages`() {
        for reason in EntryFault.Reason.allCases {
            let fault = EntryFault("validUntil", reason)
            #expect(!fault.text.mn.isEmpty && !fault.text.en.isEmpty)
            #expect(fault.description.hasPrefix("validUntil: "))
        }
    }
}
