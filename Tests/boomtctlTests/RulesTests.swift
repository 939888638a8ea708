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

    /// A copy of the shipped tables in which that of the gate is another one.
    private func folder(_ scratch: Scratch, _ name: String, _ find: [(String, String)]) throws -> String {
        let shipped = OutsideMaterial.packageRoot.appendingPathComponent("config/rulebook").path
        let path = scratch.place("rulebook")
        try FileManager.default.copyItem(atPath: shipped, toPath: path)
        var text = try String(contentsOfFile: "\(path)/2017-11-20-eGate.yaml", encoding: .utf8)
        for (one, other) in find {
            #expect(text.contains(one))
            text = text.replacing(one, with: other)
        }
        return try String(scratch.file("rulebook/\(name)", text).dropLast(name.count + 1))
    }

    @Test func `rules explain shows the order that a new number comes from`() async throws {
        let scratch = try Scratch()
        let path = try folder(
            scratch, "2027-01-01-eGate.yaml",
            [
                ("A260-2017-11-20.1", "A12-2027.1"), ("validFrom: 2017-11-20", "validFrom: 2027-01-01"),
                ("\"ХХЕГ-ын даргын 2017-11-20 А/260\"", "\"ХХЕГ-ын даргын 2026-12-15 А/12\""),
                ("monthsOfValidity: 6 ", "monthsOfValidity: 3 "),
            ])
        let explain = ["rules", "explain", "EG-03", "--rulebook", path, "--on"]
        let text = try await CommandRun.boomtctl(explain + ["2027-01-01"])
        #expect(text.output.contains("monthsOfValidity = 3"))
        #expect(text.output.contains("eGate A12-2027.1, 2027-01-01–: ХХЕГ-ын даргын 2026-12-15 А/12"))
        let before = try await CommandRun.boomtctl(explain + ["2026-12-31", "--json"])
        let table = (before.object["tables"] as? [[String: String]])?.first
        #expect(
            table == [
                "table": "eGate", "version": "A260-2017-11-20.1", "validFrom": "2017-11-20",
                "source": "ХХЕГ-ын даргын 2017-11-20 А/260",
            ])
        #expect((before.object["missing"] as? [Any])?.isEmpty == true)
    }

    @Test func `a table that has ended is told wherever rules are shown or asked`() async throws {
        let scratch = try Scratch()
        let path = try folder(
            scratch, "2017-11-20-eGate.yaml",
            [("validFrom: 2017-11-20", "validFrom: 2017-11-20\nvalidUntil: 2026-01-01")])
        let mn = "тухайн өдөр хүчинтэй eGate хүснэгт алга (2026-01-01-нд дууссан)"
        let en = "no table eGate holds on that day (ended 2026-01-01)"
        let day = ["--rulebook", path, "--on", "2026-03-10"]
        let explained = try await CommandRun.boomtctl(["rules", "explain", "EG-03"] + day)
        #expect(explained.code == 0)
        #expect(explained.output.contains(mn) && explained.output.contains(en))
        #expect(!explained.output.contains("monthsOfValidity"))
        let document = try await CommandRun.boomtctl(["rules", "explain", "EG-03", "--json"] + day)
        let missing = (document.object["missing"] as? [[String: Any]])?.first
        #expect(missing?["table"] as? String == "eGate")
        #expect(missing?["reason"] as? [String: String] == ["mn": mn, "en": en])
        #expect(try await CommandRun.boomtctl(["rules", "list"] + day).output.contains("\(mn) · \(en)"))

        let facts = try scratch.file("facts.json", SampleCrossing.json(try SampleCrossing.record().facts))
        let checked = try await CommandRun.boomtctl(["rules", "check", facts, "--rulebook", path])
        #expect(checked.code == 1)
        #expect(checked.output.contains(mn) && checked.output.contains(en))
        #expect(!checked.output.contains("empty"))
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
