import BorderLaw
import Foundation
import Harness
import Testing
import TravelDocument

/// The compiled table of agreements against the machine-readable reading of the notice, where that is at hand.
@Suite(.enabled(if: OutsideMaterial.isPresent("visa-free.json"), OutsideMaterial.skipped))
struct AgreementFactsTests {
    private struct Facts: Decodable {
        struct Row: Decodable {
            let row: Int
            let iso3: String
            let mrz_codes: [String]
            let name_mn: String
            let classes: [String: Class]
        }
        struct Class: Decodable {
            let into_mng: Term
            let mng_out: Term
        }
        struct Term: Decodable {
            let visa: String
            let stay: Stay?
            let conditions: [String]?
        }
        struct Stay: Decodable {
            let max_continuous_days: Int?
            let max_total_days: Int?
            let window: Window?
            let window_anchor: String?
        }
        struct Window: Decodable {
            let length: Int
            let unit: String
        }
        let rows: [Row]
    }

    @Test func `every row and class says the same`() throws {
        let facts = try JSONDecoder().decode(Facts.self, from: Data(OutsideMaterial.bytes("visa-free.json")))
        let table = AgreementTable.edition2018
        #expect(facts.rows.count == table.rows.count)
        for (fact, row) in zip(facts.rows, table.rows) {
            #expect(fact.row == row.row)
            #expect(Set(fact.mrz_codes).isSubset(of: row.codes))
            #expect(fact.name_mn == row.name.mn)
            if let territory = row.territory { #expect(territory.rawValue == fact.iso3) }
            for (name, kind) in Self.classes {
                let fact = try #require(fact.classes[name])
                try Self.compare(fact.into_mng, row.here.terms(kind), "row \(row.row) \(name)")
                try Self.compare(fact.mng_out, row.abroad.terms(kind), "row \(row.row) \(name) abroad")
            }
        }
    }

    @Test func `what the text leaves in doubt abroad is an officer's`() throws {
        let table = AgreementTable.edition2018
        for (number, classes) in [
            6: ["ordinary"], 8: ["ordinary"], 12: ["diplomatic", "official"], 30: ["ordinary"],
            14: ["diplomatic", "official", "ordinary"], 37: ["diplomatic", "official", "ordinary"],
        ] {
            let row = try #require(table.rows.first { $0.row == number })
            for (name, kind) in Self.classes {
                let isDoubtful = row.abroad.terms(kind).contains {
                    $0.visa == .notStated || $0.conditions.contains(.doubtful)
                }
                #expect(isDoubtful == classes.contains(name), "row \(number) \(name)")
            }
        }
    }

    private static func compare(_ fact: Facts.Term, _ terms: [AgreementTerm], _ place: Comment) throws {
        let mine = try #require(terms.first)
        #expect(visa[fact.visa] == mine.visa, place)
        #expect(fact.stay?.max_continuous_days == mine.limit?.continuousDays, place)
        #expect(fact.stay?.max_total_days == mine.limit?.totalDays, place)
        #expect(fact.stay?.window?.length == mine.limit?.window?.length, place)
        #expect(fact.stay?.window.map { $0.unit.first } == mine.limit?.window.map { $0.unit.rawValue.first }, place)
        #expect(fact.stay?.window_anchor.flatMap { anchor[$0] } == mine.limit?.window?.anchor, place)
        let conditions = (fact.conditions ?? []).joined(separator: " ")
        #expect(conditions.contains("biometric") == mine.conditions.contains(.biometric), place)
        #expect(conditions.contains("invitation") == mine.conditions.contains(.invitation), place)
        #expect(conditions.contains("official business") == mine.conditions.contains(.duty), place)
    }

    private static let classes: [(String, PassportClass)] = [
        ("diplomatic", .diplomatic), ("official", .official), ("ordinary", .ordinary),
    ]

    private static let visa: [String: AgreementTerm.Visa] = [
        "free": .free, "required": .required, "not_stated": .notStated, "not_applicable": .none,
    ]
    private static let anchor: [String: StayWindow.Anchor] = [
        "unspecified": .unspecified, "from_entry": .fromEntry, "from_first_entry": .fromFirstEntry,
        "entry_into_schengen_area": .unspecified,
    ]
}
