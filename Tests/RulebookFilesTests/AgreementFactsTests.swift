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
        struct Class: Decodable { let into_mng: Term }
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
            for (name, terms) in [
                ("diplomatic", row.diplomatic), ("official", row.official), ("ordinary", row.ordinary),
            ] {
                let term = try #require(fact.classes[name]?.into_mng)
                let mine = try #require(terms.first)
                #expect(Self.visa[term.visa] == mine.visa, "row \(row.row) \(name)")
                #expect(term.stay?.max_continuous_days == mine.limit?.continuousDays, "row \(row.row) \(name)")
                #expect(term.stay?.max_total_days == mine.limit?.totalDays, "row \(row.row) \(name)")
                #expect(term.stay?.window?.length == mine.limit?.window?.length, "row \(row.row) \(name)")
                #expect(term.stay?.window.map { $0.unit.first } == mine.limit?.window.map { $0.unit.rawValue.first })
                #expect(
                    term.stay?.window_anchor.flatMap { Self.anchor[$0] } == mine.limit?.window?.anchor,
                    "row \(row.row) \(name)")
                let conditions = (term.conditions ?? []).joined(separator: " ")
                #expect(conditions.contains("biometric") == mine.conditions.contains(.biometric), "row \(row.row)")
                #expect(conditions.contains("invitation") == mine.conditions.contains(.invitation), "row \(row.row)")
                #expect(conditions.contains("official business") == mine.conditions.contains(.duty), "row \(row.row)")
            }
        }
    }

    private static let visa: [String: AgreementTerm.Visa] = [
        "free": .free, "required": .required, "not_stated": .notStated, "not_applicable": .none,
    ]
    private static let anchor: [String: StayWindow.Anchor] = [
        "unspecified": .unspecified, "from_entry": .fromEntry, "from_first_entry": .fromFirstEntry,
    ]
}
