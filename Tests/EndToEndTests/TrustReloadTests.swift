import Cryptography
import Foundation
import Simulators
import Support
import Testing

extension EndToEnd {
    /// What the running daemon makes of changes of its trust store.
    @Suite struct TrustReloadTests {
        @Test func `an import while the daemon runs holds for the next traveller`() async throws {
            try await Gate.open { gate in
                let abroad = try TestAuthority(country: "MN", name: "boomt second CSCA")
                let signer = try abroad.issueDocumentSigner()
                let chip = try gate.cast.bold.persona.chip(signer: signer, today: gate.cast.today)
                let traveller = Traveller(
                    mrz: gate.cast.bold.persona.mrz, direction: "exit", chip: chip,
                    fingers: [gate.cast.bold.fingers[1]])
                let before = try await gate.station.serve(traveller)
                let record = try await gate.expectReferred(before, ["BX-01"])
                #expect(record.chip.inspection?["trustStatus"]?.result == "undetermined")

                let file = gate.folder + "/second.cer"
                try Data(abroad.certificate.der).write(to: URL(fileURLWithPath: file))
                let seen = gate.log.lines.count
                let run = try await Program.boomtctl.run("trust", "import", file, "--trust", gate.folder + "/trust")
                #expect(run.code == 0, "\(run.messages)")
                let line = await gate.log.first(where: { $0.contains("trust store loaded anew") }, from: seen)
                #expect(line?.contains(#""anchors":"2""#) == true)

                let passage = try await gate.station.serve(traveller)
                #expect(try await gate.expectPassed(passage).chip.inspection?["trustStatus"]?.result == "successful")
            }
        }

        @Test func `a crossing under way keeps the store that it began with`() async throws {
            try await Gate.open { gate in
                let abroad = try TestAuthority(country: "MN", name: "boomt second CSCA")
                var faults = PassportFaults()
                faults.answerDelay = .milliseconds(30)
                let chip = try gate.cast.bold.persona.chip(
                    signer: try abroad.issueDocumentSigner(), today: gate.cast.today, faults: faults)
                var imported = false
                let passage = try await gate.station.serve(
                    Traveller(mrz: gate.cast.bold.persona.mrz, direction: "exit", chip: chip)
                ) { event in
                    guard event.step == "readingChip", (event.percent ?? 0) > 5, !imported else { return }
                    imported = true
                    let trust = gate.folder + "/trust/second.cer"
                    try? Data(abroad.certificate.der).write(to: URL(fileURLWithPath: trust))
                    _ = await gate.log.first { $0.contains("trust store loaded anew") }
                }
                #expect(imported)
                let lines = gate.log.lines
                let loaded = try #require(lines.firstIndex { $0.contains("trust store loaded anew") })
                let referred = try #require(lines.firstIndex { $0.contains("referred to an officer") })
                #expect(loaded < referred, "the store was not loaded while the chip was read")
                let record = try await gate.expectReferred(passage, ["BX-01"])
                #expect(record.chip.inspection?["trustStatus"]?.result == "undetermined")
            }
        }

        @Test func `a faulty store leaves the old one in use, and log and health say so until it is mended`()
            async throws
        {
            try await Gate.open { gate in
                let place = gate.folder + "/trust/broken.cer"
                try Data("no certificate".utf8).write(to: URL(fileURLWithPath: place))
                let line = await gate.log.first { $0.contains("the one of before stays in use") }
                #expect(line?.contains("broken.cer") == true)
                let ready = try gate.daemon.control.send("GET", "/health/ready")
                #expect(ready.status == 200 && ready.text.contains("trust store not taken: broken.cer"))
                try await gate.expectNextPasses()

                var seen = gate.log.lines.count
                try FileManager.default.removeItem(atPath: place)
                _ = await gate.log.first(where: { $0.contains("trust store loaded anew") }, from: seen)
                #expect(try !gate.daemon.control.send("GET", "/health/ready").text.contains("warnings"))

                // The whole directory gone: the authorities of before still judge. Back again, it is found.
                seen = gate.log.lines.count
                try FileManager.default.moveItem(atPath: gate.folder + "/trust", toPath: gate.folder + "/away")
                _ = await gate.log.first(where: { $0.contains("the one of before stays in use") }, from: seen)
                try await gate.expectNextPasses()
                seen = gate.log.lines.count
                try FileManager.default.moveItem(atPath: gate.folder + "/away", toPath: gate.folder + "/trust")
                _ = await gate.log.first(where: { $0.contains("trust store loaded anew") }, from: seen)
                #expect(try !gate.daemon.control.send("GET", "/health/ready").text.contains("warnings"))
                try await gate.expectNextPasses()
            }
        }
    }
}
