import BorderLaw
import Checkpoint
import Foundation
import Harness
import Testing
import TravelDocument

@Suite struct RulesTests {
    @Test(arguments: ["list", "explain", "check"])
    func `every command about rules explains itself and offers JSON`(_ command: String) async throws {
        let run = try await CommandRun.boomtctl(["rules", command, "--help"])
        #expect(run.code == 0)
        #expect(run.output.contains("--json"))
        #expect(run.output.contains("USAGE: boomtctl rules \(command)"))
    }

    @Test func `rules list names every rule with its paragraph and what no rule decides`() async throws {
        let run = try await CommandRun.boomtctl(["rules", "list", "--json"])
        #expect(run.code == 0)
        let rules = run.object["rules"] as? [[String: Any]] ?? []
        for (rule, citation) in [("CH-04", "A/49 2.1.3"), ("EG-03", "A/260 4.1"), ("GE-04", "A/131 2.12")] {
            #expect(rules.contains { $0["rule"] as? String == rule && $0["citation"] as? String == citation })
        }
        #expect((run.object["uncovered"] as? [[String: Any]])?.isEmpty == false)
        let text = try await CommandRun.boomtctl(["rules", "list"])
        #expect(text.output.split(separator: "\n").contains { $0.hasPrefix("CH-04") && $0.contains(" A/49 2.1.3 ") })
    }

    @Test func `rules explain shows source and parameters`() async throws {
        let run = try await CommandRun.boomtctl(["rules", "explain", "eg-03"])
        #expect(run.code == 0)
        #expect(run.output.contains("A/260 4.1"))
        #expect(run.output.contains("monthsOfValidity = 6"))
        let json = try await CommandRun.boomtctl(["rules", "explain", "PA-03", "--json"])
        let entry = (json.object["entries"] as? [[String: Any]])?.first
        #expect((entry?["parameters"] as? [String: String]) == ["desk.maximumPassports": "2"])
    }

    @Test func `the tables of a folder and of a day are those that show`() async throws {
        let shipped = OutsideMaterial.packageRoot.appendingPathComponent("config/rulebook").path
        let run = try await CommandRun.boomtctl(["rules", "explain", "RS-02", "--rulebook", shipped, "--json"])
        let entry = (run.object["entries"] as? [[String: Any]])?.first
        #expect((entry?["parameters"] as? [String: String]) == ["stay.visaPermissionDays": "183"])
        let before = try await CommandRun.boomtctl(["rules", "list", "--on", "2017-01-01", "--json"])
        #expect((before.object["rulebook"] as? String)?.contains("A260") == false)
        #expect(try await CommandRun.boomtctl(["rules", "list", "--on", "2017-02-30"]).code == 2)
    }

    @Test func `a folder with a fault is refused whole with file line and reason`() async throws {
        let scratch = try Scratch()
        let file = try scratch.file("order.yaml", "table: stay\nversion: X\nversion: Y\n")
        let folder = String(file.dropLast("/order.yaml".count))
        let run = try await CommandRun.boomtctl(["rules", "list", "--rulebook", folder])
        #expect(run.code == 2)
        #expect(run.output.isEmpty)
        #expect(run.messages.contains("order.yaml:"))
        #expect(run.messages.contains("stands twice"))
    }

    @Test func `rules explain does not know every identifier`() async throws {
        let run = try await CommandRun.boomtctl(["rules", "explain", "ZZ-99"])
        #expect(run.code == 1)
        #expect(run.output.isEmpty)
    }

    @Test func `rules check gives the verdict in the shape of the contract`() async throws {
        let record = try SampleCrossing.record()
        let scratch = try Scratch()
        let run = try await CommandRun.boomtctl(
            ["rules", "check", scratch.file("facts.json", SampleCrossing.json(record.facts)), "--json"])
        #expect(run.code == 0)
        #expect(run.object["verdict"] as? String == "allow")
        #expect(run.object["rulebook"] as? String == record.verdict.rulebook)
        let findings = run.object["findings"] as? [[String: Any]] ?? []
        #expect(findings.count == record.verdict.findings.count)
        #expect(Set(findings.first?.keys.map { $0 } ?? []) == ["rule", "citation", "outcome", "reason", "evidence"])
    }

    @Test func `rules check leads a child with a grandmother to the officer and says what is needed`() async throws {
        let scratch = try Scratch()
        let facts = try scratch.file(
            "facts.json",
            """
            {"date": "2026-03-10", "direction": "exit", "station": "desk", "unixTime": 1773115200,
             "document": {"classCode": "P", "issuer": "MNG", "nationality": "MNG", "number": "E1234567",
                          "expiryDate": "2028-01-01", "birthDateText": "150101", "birthDate": "2015-01-01",
                          "sex": "F", "mrzValid": true},
             "invalidation": null, "lastCrossing": null, "lastCrossingWithOtherDocument": null,
             "restrictions": {"found": [], "listAgeHours": 1}, "chip": {"state": "absent"},
             "desk": {"book": {"likeness": true}, "child": {"companion": {"kind": "relative"}, "branch": "family",
                      "birthRecord": {"form": "original", "showsTie": true}, "travelsToEvent": false}}}
            """)
        let run = try await CommandRun.boomtctl(["rules", "check", facts, "--json"])
        #expect(run.code == 1)
        #expect(run.object["verdict"] as? String == "refer")
        let stops = (run.object["findings"] as? [[String: Any]] ?? []).filter { $0["outcome"] as? String == "refer" }
        #expect(stops.compactMap { $0["rule"] as? String } == ["CH-02"])
        #expect((stops.first?["evidence"] as? [String])?.contains("needed=child.powerOfAttorney") == true)
        let text = try await CommandRun.boomtctl(["rules", "check", facts])
        #expect(text.output.contains("CH-02  A/49 2.1.1"))
    }

    @Test(arguments: ["", "{}", "[]", #"{"direction":"sideways"}"#, #"{"date":"2026-02-30","direction":"exit"}"#])
    func `facts that cannot be read end with 2 and without what they hold`(_ text: String) async throws {
        let scratch = try Scratch()
        let run = try await CommandRun.boomtctl(["rules", "check", scratch.file("facts.json", text)])
        #expect(run.code == 2)
        #expect(run.output.isEmpty)
        #expect(!run.messages.contains("sideways"))
    }
}
