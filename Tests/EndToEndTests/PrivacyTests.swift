import Foundation
import Simulators
import Support
import Testing
import TravelDocument

extension EndToEnd {
    /// What must not leave the database: people in the log, fingers anywhere.
    @Suite struct PrivacyTests {
        /// A day of every kind: those who pass, those who do not, faults, wrong requests, a locked database.
        private func wholeDay(at gate: Gate) async throws {
            let cast = gate.cast
            try await gate.expectNextPasses()
            try await gate.expectPassed(try await gate.station.serve(try cast.traveller(cast.tsetseg)))
            var garbage = PassportFaults()
            garbage.garbageFile = .dg1
            _ = try await gate.station.serve(try cast.traveller(cast.bold, faults: garbage))
            _ = try await gate.station.serve(try cast.traveller(cast.bold, fingers: [cast.oyun.fingers[1]]))
            let swapped = cast.bold.persona.mrz.replacingOccurrences(of: "E7310001", with: "E7310007")
            for mrz in [swapped, String(cast.bold.persona.mrz.prefix(50)), cast.bold.persona.mrz.lowercased()] {
                _ = try await gate.station.serve(Traveller(mrz: mrz, direction: "exit"))
            }
            let http = RawHTTP(endpoint: gate.daemon.kiosk().client.endpoint)
            let zone = Array(cast.bold.persona.mrz.utf8)
            _ = try http.send("POST", "/v1/lanes/gate-1/crossings", body: zone)
            _ = try http.send(
                "POST", "/v1/lanes/gate-1/crossings/\(cast.bold.persona.documentNumber)/passage", body: zone)
            _ = try http.send("GET", "/v1/\(cast.bold.persona.primaryIdentifier)")
            // A second permission for the same passport is refused.
            let application = #"{"mrz":"\#(swapped)","legalCapacityDeclared":true,"documentHasChip":true,"fingers":[]}"#
            _ = try gate.daemon.control.send("POST", "/v1/permissions", json: Array(application.utf8))
        }

        @Test func `the log names nobody, not even at the level that tells most`() async throws {
            var settings = GateSettings()
            settings.logLevel = "trace"
            try await Gate.open(settings) { gate in
                try await wholeDay(at: gate)
                #expect(await gate.stop() == 0)
                let lines = gate.log.lines
                #expect(lines.count > 20)
                let people = gate.cast.citizens.map(\.persona)
                var secrets = people.flatMap { [$0.primaryIdentifier, $0.secondaryIdentifier, $0.documentNumber] }
                secrets += people.flatMap { $0.mrz.split(separator: "\n").map(String.init) }
                secrets += people.map(\.birthDate.description)
                secrets += ["P<MNG", "<<"]
                for line in lines {
                    for secret in secrets {
                        #expect(!line.localizedCaseInsensitiveContains(secret), "\(secret) in \(line)")
                    }
                    #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [String: Any], "\(line)")
                }
            }
        }

        /// Pieces of an enrolled template that cannot be there by chance: minutiae as bytes, base64 and hex.
        private func traces(of template: [UInt8]) -> [Data] {
            // Behind 24 bytes of header and 4 of the view stand the minutiae, six bytes each (ISO/IEC 19794-2:2005).
            let minutiae = template[28..<(28 + 30)]
            let encoded = Data(template).base64EncodedString().dropFirst(40).prefix(40)
            let hexadecimal = minutiae.map { String(format: "%02x", $0) }.joined()
            return [
                Data(minutiae), Data(minutiae.reversed()), Data(encoded.utf8), Data(hexadecimal.utf8),
                Data(hexadecimal.uppercased().utf8),
            ]
        }

        private func expectNoFinger(at gate: Gate, _ when: String) throws {
            let files = try gate.everyByte()
            let stored = files.filter { $0.file.hasPrefix("boomt.sqlite") }.map(\.bytes.count).reduce(0, +)
            #expect(stored > 50_000, "\(when)")
            for citizen in gate.cast.citizens {
                for trace in traces(of: citizen.template) {
                    for (file, bytes) in files {
                        #expect(bytes.range(of: trace) == nil, "\(file) \(when)")
                    }
                }
            }
        }

        @Test func `no finger stands in the clear in any file, while the daemon runs and after it`() async throws {
            try await Gate.open { gate in
                try expectNoFinger(at: gate, "after enrolment")
                let intruder = try Intruder(at: gate)
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    guard event.step == "placeFinger" else { return }
                    // What is spooled and what stands in the log of the database is looked at, too.
                    try? intruder.run("BEGIN IMMEDIATE")
                }
                #expect(try gate.spooledFiles().count == 1)
                try expectNoFinger(at: gate, "with a record in the spool")
                try intruder.run("ROLLBACK")
                try await gate.expectNextPasses()
                try expectNoFinger(at: gate, "after a crossing")
                for crossing in try gate.records().map(\.id) {
                    let body = Data(
                        try gate.daemon.control.send("GET", "/v1/crossings/\(crossing)?\(Station.reading)").body)
                    for trace in gate.cast.citizens.flatMap({ traces(of: $0.template) }) {
                        #expect(body.range(of: trace) == nil)
                    }
                }
                #expect(passage.outcome == "referred")
                try intruder.close()
                #expect(await gate.stop() == 0)
                try expectNoFinger(at: gate, "after the stop")
            }
        }
    }
}
