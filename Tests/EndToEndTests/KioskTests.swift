import Foundation
import Simulators
import Support
import Testing

extension EndToEnd {
    /// What a kiosk sends.
    @Suite struct KioskTests {
        @Test func `a zone that cannot be trusted is a referral before any device is asked`() async throws {
            try await Gate.open { gate in
                let good = gate.cast.bold.persona.mrz
                let garbage = String((0..<5000).map { Character(Unicode.Scalar(UInt8(33 + $0 * 7 % 90))) })
                let zones: [(what: String, mrz: String, rule: String)] = [
                    ("empty", "", "LN-01"),
                    ("one line", String(good.prefix(44)), "LN-01"),
                    ("no zone at all", "P<MNG????\n\u{0}\u{7}\u{1B}[2J\n🛂", "LN-01"),
                    ("5 kB of garbage", garbage, "LN-01"),
                    ("wrong check digit", good.replacingOccurrences(of: "E7310001", with: "E7310007"), "BX-02"),
                ]
                for (what, mrz, rule) in zones {
                    let passage = try await gate.station.serve(
                        Traveller(mrz: mrz, direction: "exit", fingers: [gate.cast.bold.fingers[1]]))
                    let record = try await gate.expectReferred(passage, [rule, "BX-02"], what)
                    #expect(record.mrzText.utf8.count <= 1024, "\(what)")
                    #expect(mrz.hasPrefix(record.mrzText), "\(what)")
                    #expect((record.document == nil) == (rule == "LN-01"), "\(what)")
                    #expect(record.chip.apduCount == 0 && record.fingerTries.isEmpty, "\(what)")
                }
                try await gate.expectNextPasses()
            }
        }

        @Test func `the trip that a kiosk tells stands in the record`() async throws {
            try await Gate.open { gate in
                let http = RawHTTP(endpoint: gate.daemon.kiosk().client.endpoint)
                let order = #"{"mrz":"","direction":"exit","trip":{"transport":"air","number":"om 0301"}}"#
                let answer = try http.send("POST", "/v1/lanes/gate-1/crossings", body: Array(order.utf8))
                #expect(answer?.status == 201)
                try await gate.expectNextPasses()
                let records = try gate.records()
                #expect(records.map(\.trip?.number) == [nil, "OM301"])
                #expect(records.last?.trip?.transport == "air")
            }
        }

        /// The daemon refused with problem details (RFC 9457) that name the problem.
        private func expectProblem(
            _ status: Int, _ type: String, _ answer: RawHTTP.Answer?, _ what: String = "",
            sourceLocation: SourceLocation = #_sourceLocation
        ) {
            let comment = Comment(rawValue: "\(type) \(what)")
            #expect(answer?.status == status, comment, sourceLocation: sourceLocation)
            #expect(answer?.contentType == "application/problem+json", comment, sourceLocation: sourceLocation)
            let problem = answer?.problem ?? [:]
            #expect(problem["type"] as? String == "urn:boomt:problem:\(type)", comment, sourceLocation: sourceLocation)
            #expect(problem["status"] as? Int == status, comment, sourceLocation: sourceLocation)
            #expect((problem["title"] as? String)?.isEmpty == false, comment, sourceLocation: sourceLocation)
        }

        @Test func `what is not a request of the interface is refused with problem details`() async throws {
            try await Gate.open { gate in
                let http = RawHTTP(endpoint: gate.daemon.kiosk().client.endpoint)
                let begin = "/v1/lanes/gate-1/crossings"
                let passage = begin + "/01890000-0000-7000-8000-000000000000/passage"
                let order = Array(#"{"mrz":"","direction":"exit"}"#.utf8)
                expectProblem(415, "contentType", try http.send("POST", begin, type: "text/plain", body: order))
                expectProblem(415, "contentType", try http.send("POST", begin, type: nil, body: order))
                for body in [
                    "", "{", "[]", "null", "{}", #"{"mrz":7,"direction":"exit"}"#, #"{"mrz":"","direction":"up"}"#,
                    String(repeating: "[", count: 8000), "\u{0}",
                    #"{"mrz":"","direction":"exit","trip":{"transport":"air","number":"5"}}"#,
                ] {
                    expectProblem(400, "badRequest", try http.send("POST", begin, body: Array(body.utf8)), body)
                }
                let large =
                    Array(#"{"mrz":""#.utf8) + [UInt8](repeating: 60, count: 9000)
                    + Array(#"","direction":"exit"}"#.utf8)
                expectProblem(413, "tooLarge", try http.send("POST", begin, body: large))
                expectProblem(404, "unknownLane", try http.send("POST", "/v1/lanes/gate-2/crossings", body: order))
                expectProblem(404, "unknownLane", try http.send("POST", "/v1/lanes/%00/crossings", body: order))
                expectProblem(404, "unknownLane", try http.send("GET", "/v1/lanes/gate-2/events"))
                expectProblem(404, "request", try http.send("GET", "/v1/nothing"))
                expectProblem(404, "request", try http.send("DELETE", begin))
                // Records are for the control socket only.
                expectProblem(404, "request", try http.send("GET", "/v1/crossings"))
                expectProblem(404, "request", try http.send("POST", "/v1/permissions", body: order))
                expectProblem(409, "noOpenGate", try http.send("POST", passage, body: Array(#"{"passed":true}"#.utf8)))
                expectProblem(
                    400, "badCrossing",
                    try http.send("POST", begin + "/7/passage", body: Array(#"{"passed":true}"#.utf8)))
                #expect(try gate.records().isEmpty)
                try await gate.expectNextPasses()
            }
        }

        @Test func `what is not HTTP at all does not disturb the next traveller`() async throws {
            try await Gate.open { gate in
                let endpoint = gate.daemon.kiosk().client.endpoint
                let http = RawHTTP(endpoint: endpoint)
                for bytes in [
                    [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], Array("GET\r\n\r\n".utf8),
                    Array("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n".utf8),
                    Array("GET / HTTP/1.1\r\nX: ".utf8) + [UInt8](repeating: 65, count: 200_000) + [13, 10, 13, 10],
                ] as [[UInt8]] {
                    let answer = try http.exchange(bytes + [13, 10, 13, 10])
                    #expect(answer == nil || (400..<500).contains(answer?.status ?? 0))
                }
                // Nothing, half a request, and nobody who would send the rest.
                try http.abandon(Array("\r\n\r\n".utf8))
                try http.abandon(Array("POST /v1/lanes/gate-1/crossings HTTP/1.1\r\nContent-Length: 99\r\n\r\n{".utf8))
                #expect(try gate.daemon.kiosk().client.send("GET", "/health/live").status == 200)
                #expect(try gate.records().isEmpty)
                try await gate.expectNextPasses()
            }
        }

        @Test func `a lane serves one traveller at a time, and opens and closes its gate for that one only`()
            async throws
        {
            try await Gate.open { gate in
                let http = RawHTTP(endpoint: gate.daemon.kiosk().client.endpoint)
                let begin = "/v1/lanes/gate-1/crossings"
                let order = try JSONEncoder().encode(["mrz": gate.cast.tsetseg.persona.mrz, "direction": "exit"])
                let passed = Array(#"{"passed":true}"#.utf8)
                let other = begin + "/01890000-0000-7000-8000-000000000000/passage"
                var busy: [RawHTTP.Answer?] = []
                var shut: [RawHTTP.Answer?] = []
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    guard event.step == "placeFinger" || event.gate == "open" else { return }
                    busy.append(try? http.send("POST", begin, body: [UInt8](order)))
                    shut.append(try? http.send("POST", other, body: passed))
                    if event.gate != "open", let crossing = event.crossing {
                        shut.append(try? http.send("POST", "\(begin)/\(crossing)/passage", body: passed))
                    }
                }
                #expect(busy.count == 2)
                #expect(shut.count == 3)
                for answer in busy { expectProblem(409, "laneBusy", answer) }
                for answer in shut { expectProblem(409, "noOpenGate", answer) }
                try await gate.expectPassed(passage)
                #expect(try gate.records().count == 1)
                try await gate.expectNextPasses()
            }
        }
    }
}
