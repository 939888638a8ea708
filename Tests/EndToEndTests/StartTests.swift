import Foundation
import Harness
import Simulators
import Support
import Testing

extension EndToEnd {
    /// How the daemon comes up, or why it does not.
    @Suite struct StartTests {
        private func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }

        @Test func `a running daemon says that it lives and serves, and keeps its files to itself`() async throws {
            try await Gate.open { gate in
                for client in [gate.daemon.kiosk().client, gate.daemon.control] {
                    let live = try client.send("GET", "/health/live")
                    #expect(live.status == 200)
                    #expect(live.text == #"{"status":"live"}"#)
                    let ready = try client.send("GET", "/health/ready")
                    #expect(ready.status == 200)
                    #expect(ready.text == #"{"status":"ready"}"#, "the first start has found no database")
                    let lanes = try client.send("GET", "/v1/lanes")
                    #expect(lanes.text == #"[{"idle":true,"lane":"gate-1"}]"#)
                }
                #expect(try mode(gate.folder + "/control.sock") == 0o660)
                #expect(try mode(gate.folder + "/boomt.key") == 0o600)
                #expect(try mode(gate.folder + "/boomt.sqlite") == 0o600)
                #expect(try mode(gate.folder + "/boomt.sqlite-wal") == 0o600)
                #expect(try mode(gate.folder + "/spool") == 0o700)

                let devices = try gate.daemon.control.send("GET", "/v1/devices").text
                #expect(devices.contains(#""kind":"reader""#))
                #expect(devices.contains(gate.scanner.serial))
            }
        }

        @Test func `a second daemon at the same place gives way and leaves an open gate alone`() async throws {
            try await Gate.open { gate in
                var second: Program.Run?
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    guard event.gate == "open" else { return }
                    second = try? await Program.boomtd.run("--config", gate.folder + "/boomt.yaml")
                }
                #expect(second?.code == 3)
                #expect(second?.messages.contains("another boomtd") == true)
                try await gate.expectPassed(passage)
                try await gate.expectNextPasses()
            }
        }

        @Test func `a socket that a crash has left behind does not keep the next daemon from starting`() async throws {
            try await Gate.open { gate in
                await gate.kill()
                #expect(FileManager.default.fileExists(atPath: gate.folder + "/control.sock"))
                try await gate.daemon.start()
                try await gate.expectNextPasses()
                #expect(await gate.stop() == 0)
                #expect(!FileManager.default.fileExists(atPath: gate.folder + "/control.sock"))
            }
        }

        @Test func `settings that cannot be used end with code 2 and name the line`() async throws {
            try await Gate.open { gate in
                let file = gate.folder + "/other.yaml"
                let faults: [(yaml: String, words: [String])] = [
                    ("kiosk:\n  address: 0.0.0.0\n", ["line 2", "kiosk.address", "loopback"]),
                    ("kiosk:\n  port: 99999\n", ["line 2", "kiosk.port"]),
                    ("kiosks:\n  port: 1\n", ["line 1", "kiosks", "not a key"]),
                    ("finger:\n  timeoutSeconds: 0\nlog:\n  level: loud\n", ["finger.timeoutSeconds", "log.level"]),
                    ("lanes:\n  - id: Gate 1\n", ["lanes[0].id"]),
                    ("rulebook:\n  fingerThreshold: 0\n", ["rulebook.fingerThreshold"]),
                    ("rulebook:\n  directory: rules\n", ["line 2", "rulebook.directory", "absolute"]),
                    ("rulebook:\n  directory: /nowhere/rules\n", ["/nowhere/rules", "cannot be read"]),
                    (
                        "rulebook:\n  directory: /nowhere\n  version: own\n  adultAge: 19\n",
                        ["rulebook.directory", "numbers of its own"]
                    ),
                    ("trust:\n  revocation: never\n", ["line 2", "trust.revocation", "required, ifListed"]),
                    ("chip:\n  quirksDirectory: quirks\n", ["line 2", "chip.quirksDirectory", "absolute"]),
                    ("chip:\n  quirksDirectory: /nowhere/quirks\n", ["/nowhere/quirks", "cannot be read"]),
                    ("chip:\n  allowsDowngrade: perhaps\n", ["line 2", "chip.allowsDowngrade"]),
                    ("lanes:\n  - id: gate-1\n    station: bench\n", ["lanes[0].station", "eGate, desk"]),
                    ("a: [", ["not YAML"]),
                ]
                for (yaml, words) in faults {
                    try Data(yaml.utf8).write(to: URL(fileURLWithPath: file))
                    for arguments in [["--check"], []] {
                        let run = try await Program.boomtd.run(arguments + ["--config", file])
                        #expect(run.code == 2, "\(yaml)")
                        for word in words { #expect(run.messages.contains(word), "\(run.messages)") }
                    }
                }
                let missing = try await Program.boomtd.run("--config", gate.folder + "/nothing.yaml")
                #expect(missing.code == 2)
                #expect(missing.messages.contains("cannot be read"))
                let good = try await Program.boomtd.run("--check", "--config", gate.folder + "/boomt.yaml")
                #expect(good.code == 0)
            }
        }

        @Test func `a table that has ended is good and warned of`() async throws {
            let folder = FileManager.default.temporaryDirectory.path + "/boomt-tables-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let shipped = OutsideMaterial.packageRoot.appendingPathComponent("config/rulebook").path
            try FileManager.default.copyItem(atPath: shipped, toPath: folder + "/rulebook")
            let gate = folder + "/rulebook/2017-11-20-eGate.yaml"
            let text = try String(contentsOfFile: gate, encoding: .utf8)
                .replacing("validFrom: 2017-11-20", with: "validFrom: 2017-11-20\nvalidUntil: 2026-01-01")
            try Data(text.utf8).write(to: URL(fileURLWithPath: gate))
            let settings = folder + "/boomt.yaml"
            try Data("rulebook:\n  directory: \(folder)/rulebook\n".utf8).write(to: URL(fileURLWithPath: settings))
            for form in [["--check"], ["--check", "--json"]] {
                let run = try await Program.boomtd.run(form + ["--config", settings])
                #expect(run.code == 0)
                let told = run.messages + run.output
                #expect(told.contains("no table eGate holds on that day (ended 2026-01-01)"))
                #expect(told.contains("eGate хүснэгт алга (2026-01-01-нд дууссан)"))
            }
        }

        @Test func `a store that cannot be used ends with code 3 and a reason`() async throws {
            try await Gate.open { gate in
                #expect(await gate.stop() == 0)
                let places = ["boomt.key", "boomt.sqlite"].map { gate.folder + "/" + $0 }
                let contents = try places.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
                func start() async throws -> Program.Run {
                    let run = try await Program.boomtd.run("--config", gate.folder + "/boomt.yaml")
                    #expect(run.code == 3)
                    #expect(run.messages.contains("boomtd cannot go on"))
                    return run
                }
                try Data(contents[0].map { $0 ^ 1 }).write(to: URL(fileURLWithPath: places[0]))
                _ = try await start()
                try contents[0].write(to: URL(fileURLWithPath: places[0]))
                try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: places[0])
                #expect(try await start().messages.contains("key"))
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: places[0])

                try Data("this is no database, whatever its name says".utf8).write(to: URL(fileURLWithPath: places[1]))
                #expect(try await start().messages.contains("corrupt"))
                // Nothing was destroyed on the way: with the old file everything is as it was.
                try contents[1].write(to: URL(fileURLWithPath: places[1]))
                try await gate.daemon.start()
                try await gate.expectNextPasses()
            }
        }
    }
}
