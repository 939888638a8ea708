import BorderLaw
import Checkpoint
import Fingerprint
import Foundation
import Testing
import TravelDocument

/// What the commands ask of the daemon and make of its answers; the daemon itself is a stub here.
@Suite struct DaemonTests {
    /// Runs a command with a daemon that answers like this.
    private func run(
        _ words: [String], status: Int = 200, body: String
    ) async throws -> (run: CommandRun, requests: [String]) {
        let daemon = try StubDaemon(status: status, body: body)
        defer { daemon.stop() }
        let run = try await CommandRun.boomtctl(words, environment: ["BOOMT_CONTROL_SOCKET": daemon.socket])
        return (run, daemon.requests)
    }

    private func enrolment(
        _ scratch: Scratch, zone: String? = nil, register: String = "АА85010121", _ more: [String] = []
    ) throws -> [String] {
        let minutiae = (0..<20).map {
            Minutia(x: 20 + 10 * $0, y: 40 + 7 * $0, angle: UInt8($0 * 12), kind: .ending, quality: 80)
        }
        let template = FingerTemplate(width: 300, height: 300, quality: 70, minutiae: minutiae)
        let text = try zone ?? SampleDocument().zoneText
        return [
            "enrol", "--mrz", try scratch.file("zone", text), "--register-number", register,
            "--consent-text", "2026-1", "--consent-way", "written", "--officer", "17", "--finger",
            "rightIndex=" + (try scratch.file("finger", template.iso19794_2Record())),
        ] + more
    }

    @Test func `without a daemon every command of it ends with 3 and asks whether it runs`() async throws {
        let scratch = try Scratch()
        let list = try scratch.file(
            "list.json", "{\"version\": \"1\", \"issuedAt\": \"2026-11-20T02:00:00Z\", \"entries\": []}")
        let socket = ["--socket", scratch.place("nobody")]
        for words in [
            ["crossing", "list"], ["crossing", "show", SampleCrossing.id] + Self.reader,
            ["crossing", "replay", SampleCrossing.id] + Self.reader,
            ["list", "import", list], try enrolment(scratch, ["--capacity-declared"]),
        ] {
            let run = try await CommandRun.boomtctl(words + socket)
            #expect(run.code == 3, "\(words)")
            #expect(run.output.isEmpty)
            #expect(run.messages.contains("is boomtd running?"))
            #expect(!run.messages.contains("BATBAYAR"))
        }
    }

    private static let reader = ["--officer", "17", "--purpose", "а & b"]

    @Test func `crossings are listed for officers and for programs`() async throws {
        let body = try SampleCrossing.json([SampleCrossing.record(), SampleCrossing.record(finger: .notTaken)])
        let people = try await run(
            ["crossing", "list", "--limit", "7", "--before", SampleCrossing.id] + Self.reader, body: body)
        #expect(people.run.code == 0, "\(people.run.messages)")
        #expect(people.run.output.contains("MNG PE1234567"))
        #expect(people.run.output.contains("нэвтэрсэн/passed"))
        #expect(
            people.requests.first?.hasPrefix(
                "GET /v1/crossings?limit=7&before=\(SampleCrossing.id)&officer=17&purpose=%D0%B0%20%26%20b ") == true)
        let programs = try await run(["crossing", "list", "--json"] + Self.reader, body: body)
        #expect(
            (programs.run.json as? [[String: Any]])?.map { $0["id"] as? String } == [
                SampleCrossing.id, SampleCrossing.id,
            ])
        let lines = try SampleCrossing.json([CrossingLine(SampleCrossing.record())])
        let unnamed = try await run(["crossing", "list"], body: lines)
        #expect(unnamed.run.output.contains(SampleCrossing.id))
        #expect(!unnamed.run.output.contains("PE1234567"))
        #expect(unnamed.requests.first?.hasPrefix("GET /v1/crossings?limit=20 ") == true)
        let half = try await run(["crossing", "list", "--officer", "17"], body: lines)
        #expect(half.run.code == 2)
        let none = try await run(["crossing", "list"], body: "[]")
        #expect(none.run.code == 0)
    }

    @Test func `a crossing is shown with its reasons in both languages`() async throws {
        let record = try SampleCrossing.record(finger: .mismatched(bestScore: 1, threshold: 3, attempts: 3))
        let shown = try await run(
            ["crossing", "show", SampleCrossing.id] + Self.reader, body: try SampleCrossing.json(record))
        #expect(shown.run.code == 0)
        let finding = try #require(record.verdict.obstacles.first)
        #expect(shown.run.output.contains(finding.reason.mn))
        #expect(shown.run.output.contains(finding.reason.en))
        #expect(
            shown.requests.first?.hasPrefix(
                "GET /v1/crossings/\(SampleCrossing.id)?officer=17&purpose=%D0%B0%20%26%20b ") == true)
    }

    @Test func `a crossing that is not there ends with 1, a daemon that is ill with 3`() async throws {
        let problem = "{\"type\":\"urn:x\",\"title\":\"There is no such crossing\",\"status\":404}"
        let missing = try await run(["crossing", "show", SampleCrossing.id] + Self.reader, status: 404, body: problem)
        #expect(missing.run.code == 1)
        #expect(missing.run.messages.contains("There is no such crossing"))
        for (status, body) in [(503, problem), (500, "not JSON"), (200, "{}"), (200, "")] {
            let ill = try await run(["crossing", "show", SampleCrossing.id] + Self.reader, status: status, body: body)
            #expect(ill.run.code == 3)
        }
    }

    private static let deviceFault = Finding(
        rule: "LN-06", citation: "boomt", outcome: .refer, reason: LocalizedText(mn: "–", en: "–"), evidence: [])

    @Test(arguments: [
        FingerFacts.matched(score: 6, threshold: 3, attempts: 1),
        .mismatched(bestScore: nil, threshold: 3, attempts: 3), .notTaken, .scannerFailed(reason: "unplugged"),
    ]) func `the same facts give the same verdict again, findings of the lane aside`(
        _ finger: FingerFacts
    ) async throws {
        let record = try SampleCrossing.record(finger: finger, lane: [Self.deviceFault])
        let replay = try await run(
            ["crossing", "replay", SampleCrossing.id, "--json"] + Self.reader, body: try SampleCrossing.json(record))
        #expect(replay.run.code == 0, "\(replay.run.output)")
        #expect(replay.run.object["same"] as? Bool == true)
        #expect(replay.run.object["stage"] as? String == (finger == .notTaken ? "beforeFinger" : "final"))
    }

    @Test func `a verdict that the facts do not bear out is found`() async throws {
        let record = try SampleCrossing.record {
            $0.facts.direction = .entry; $0.facts.document.mrzValid = false
        }
        let replay = try await run(
            ["crossing", "replay", SampleCrossing.id, "--json"] + Self.reader, body: try SampleCrossing.json(record))
        #expect(replay.run.code == 1)
        #expect(replay.run.object["recorded"] as? String == "allow")
        #expect(replay.run.object["replayed"] as? String == "refer")
        #expect((replay.run.object["differences"] as? [Any])?.isEmpty == false)
    }

    @Test func `a record of a desk replays by the rules of the desk`() async throws {
        let record = try SampleCrossing.record { record in
            record.facts.station = .desk
            record.facts.finger = .notTaken
            record.state = .referred
            record.verdict = DeskRules.evaluate(record.facts, rulebook: .standard, stage: .final)
        }
        let replay = try await run(
            ["crossing", "replay", SampleCrossing.id, "--json"] + Self.reader, body: try SampleCrossing.json(record))
        #expect(replay.run.code == 0, "\(replay.run.output)")
        #expect(replay.run.object["stage"] as? String == "final")
        #expect(replay.run.object["replayedRulebook"] as? String == Rulebook.standard.deskVersion)
    }

    @Test func `numbers of the settings replay out of the record itself, on a machine without these settings`()
        async throws
    {
        var strict = Rulebook(version: "strict", parameters: EGateParameters())
        strict.parameters.monthsOfValidity = 120
        let numbers = RulebookNumbers(version: strict.version, parameters: strict.parameters)
        let record = try SampleCrossing.record(rulebook: strict, numbers: numbers)
        #expect(record.verdict.obstacles.map(\.rule) == ["EG-03"])
        let replay = try await run(
            ["crossing", "replay", SampleCrossing.id, "--json"] + Self.reader, body: try SampleCrossing.json(record))
        #expect(replay.run.code == 0, "\(replay.run.output)")
        #expect(replay.run.object["same"] as? Bool == true)
        #expect(replay.run.object["numbersOfRecord"] as? Bool == true)
        #expect(replay.run.object["replayedRulebook"] as? String == "strict")
        // A verdict that its own numbers do not bear out is found all the same.
        let falseNumbers = RulebookNumbers(version: strict.version, parameters: EGateParameters())
        let wrong = try SampleCrossing.record(rulebook: strict, numbers: falseNumbers)
        let found = try await run(
            ["crossing", "replay", SampleCrossing.id] + Self.reader, body: try SampleCrossing.json(wrong))
        #expect(found.run.code == 1)
        #expect(found.run.output.contains("EG-03: gateShut → allow"))
        // A record of before numbers were kept says what is missing.
        let older = try SampleCrossing.json(SampleCrossing.record(rulebook: strict))
        let told = try await run(["crossing", "replay", SampleCrossing.id] + Self.reader, body: older)
        #expect(told.run.code == 1)
        #expect(told.run.output.contains("holds no numbers of its own"))
    }

    @Test func `another rulebook is said and ends with 1`() async throws {
        let older = Rulebook(version: "older", parameters: EGateParameters())
        let body = try SampleCrossing.json(SampleCrossing.record(rulebook: older))
        let replay = try await run(["crossing", "replay", SampleCrossing.id] + Self.reader, body: body)
        #expect(replay.run.code == 1)
        #expect(replay.run.output.contains("older"))
    }

    @Test func `an enrolment carries zone, declaration and templates`() async throws {
        let scratch = try Scratch()
        let words = try enrolment(
            scratch, ["--capacity-declared", "--chip", "--json"])
        let enrolled = try await run(words, status: 201, body: "{\"permission\":17}")
        #expect(enrolled.run.code == 0, "\(enrolled.run.messages)")
        #expect(enrolled.run.object["permission"] as? Int == 17)
        let request = try #require(enrolled.requests.first)
        #expect(request.hasPrefix("POST /v1/permissions "))
        let body = request.components(separatedBy: "\r\n\r\n").dropFirst().joined()
        let sent = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        #expect(sent["mrz"] as? String == (try SampleDocument().composition.lines().joined(separator: "\n")))
        #expect(sent["legalCapacityDeclared"] as? Bool == true)
        #expect(sent["documentHasChip"] as? Bool == true)
        #expect(sent["examinedRegisterNumber"] == nil)
        #expect(sent["registerNumber"] as? String == "АА85010121")
        #expect(
            sent["consent"] as? [String: String] == ["textVersion": "2026-1", "way": "written", "officer": "17"])
        let fingers = try #require(sent["fingers"] as? [[String: Any]])
        #expect(fingers.map { $0["position"] as? Int } == [2])
        let record = try #require(Data(base64Encoded: fingers.first?["template"] as? String ?? ""))
        let template = try FingerTemplate(iso19794_2: [UInt8](record))
        #expect(template.position == .rightIndex)
        #expect(template.minutiae.count == 20)
    }

    @Test func `a register number that was looked into is sent as such`() async throws {
        let scratch = try Scratch()
        let words = try enrolment(
            scratch, register: "АА84010121", ["--capacity-declared", "--register-number-examined"])
        let enrolled = try await run(words, status: 201, body: "{\"permission\":17}")
        #expect(enrolled.run.code == 0, "\(enrolled.run.messages)")
        #expect(enrolled.requests.first?.contains("\"examinedRegisterNumber\":true") == true)
    }

    @Test func `an enrolment that lacks something asks nobody`() async throws {
        let scratch = try Scratch()
        let good = try SampleDocument().zoneText
        let wrong = good.dropLast(2) + (good.dropLast().last == "0" ? "1" : "0")
        let cases: [(words: [String], code: Int32)] = [
            (try enrolment(scratch), 2),
            (try enrolment(scratch, ["--capacity-declared"]) + ["--finger", "11=x"], 2),
            (try enrolment(scratch, ["--capacity-declared"]) + ["--finger", "2=x"], 2),
            (try enrolment(scratch, register: "12", ["--capacity-declared"]), 2),
        ]
        for (words, code) in cases {
            let enrolled = try await run(words, body: "{\"permission\":17}")
            #expect(enrolled.run.code == code, "\(words)")
            #expect(enrolled.requests.isEmpty)
        }
        let invalid = try await run(
            try enrolment(scratch, zone: String(wrong), ["--capacity-declared"]), body: "{\"permission\":17}")
        #expect(invalid.run.code == 1)
        #expect(invalid.requests.isEmpty)
    }

    @Test func `a finger that is not good enough is not enrolled`() async throws {
        let scratch = try Scratch()
        let blank = try FingerImage(
            width: 300, height: 300, pixelsPerInch: 500, pixels: [UInt8](repeating: 220, count: 90_000))
        let words = [
            "enrol", "--mrz", try scratch.file("zone", try SampleDocument().zoneText), "--capacity-declared",
            "--register-number", "АА85010121", "--consent-text", "2026-1", "--consent-way", "electronic", "--officer",
            "17", "--finger",
            "1=" + (try scratch.file("blank", PortableGrayMap.encode(blank))),
        ]
        let enrolled = try await run(words, body: "{\"permission\":17}")
        #expect(enrolled.run.code == 1)
        #expect(enrolled.requests.isEmpty)
        #expect(enrolled.run.messages.contains("no finger"))
    }

    @Test func `a list of restrictions is sent whole, a broken one not at all`() async throws {
        let scratch = try Scratch()
        let entry = """
            {"ground": "courtDecision", "issuingBody": "court", "decisionNumber": "7", "startDate": "2026-01-01",
             "documentNumber": "PE1234567"}
            """
        let good = try scratch.file(
            "good", "{\"version\": \"2026-11-20\", \"issuedAt\": \"2026-11-20T02:00:00Z\", \"entries\": [\(entry)]}")
        let sent = try await run(["list", "import", good, "--json"], body: "{\"entries\":1}")
        #expect(sent.run.code == 0, "\(sent.run.messages)")
        #expect(sent.run.object["entries"] as? Int == 1)
        #expect(sent.run.object["version"] as? String == "2026-11-20")
        #expect(sent.requests.first?.hasPrefix("PUT /v1/lists/exit-restrictions ") == true)
        #expect(sent.requests.first?.contains("PE1234567") == true)

        // What was signed has to arrive to the byte.
        let signature = String(repeating: "0a", count: 64)
        _ = try scratch.file("good.sig", signature + "\n")
        let signed = try await run(["list", "import", good], body: "{\"entries\":1}")
        #expect(
            signed.requests.first?.hasPrefix("PUT /v1/lists/exit-restrictions?signature=\(signature) ") == true)
        #expect(signed.requests.first?.contains(entry) == true)
        let answered = try await run(["list", "import", good, "--officer", "17 &x"], body: "{\"entries\":1}")
        #expect(
            answered.requests.first?.hasPrefix("PUT /v1/lists/exit-restrictions?officer=%31%37%20%26%78 ") == true)
        let both = try await run(
            ["list", "import", good, "--officer", "17", "--signature", good + ".sig"], body: "{\"entries\":1}")
        #expect(both.run.code == 2)

        let keyless = entry.replacing(",\n \"documentNumber\": \"PE1234567\"", with: "")
        let broken = [
            "", "[]", "{\"version\": \"1\"}", "{\"version\": \"1\", \"entries\": [\(entry)]}",
            "{\"version\": \"1\", \"issuedAt\": \"2026-11-20T02:00:00Z\", \"entries\": [\(keyless)]}",
            "{\"version\": \"\", \"issuedAt\": \"2026-11-20T02:00:00Z\", \"entries\": []}",
            "{\"version\": \"1\", \"issuedAt\": \"yesterday\", \"entries\": [\(entry)]}",
            "{\"version\": \"1\", \"issuedAt\": \"2026-11-20T02:00:00Z\", \"entries\": [\(entry.replacing("2026-01-01", with: "2026-13-01"))]}",
            String(repeating: "[", count: 100_000),
        ]
        for text in broken {
            let refused = try await run(["list", "import", try scratch.file("broken", text)], body: "{\"entries\":1}")
            #expect(refused.run.code == 2, "\(text.prefix(40))")
            #expect(refused.requests.isEmpty)
            #expect(!refused.run.messages.contains("PE1234567"))
        }
        let huge = try await run(["list", "import", try scratch.hole("huge", bytes: 100_000_000)], body: "")
        #expect(huge.run.code == 2)
    }
}
