import Foundation
import Harness
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Readings by the command line through the real pcscd and its vpcd driver.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ChipReadTests {
    /// Runs `body` with a chip on the first reader; the chip is there and known to PC/SC when it begins.
    func withChip(
        _ document: SampleDocument, _ faults: PassportFaults = PassportFaults(), pace: PassportPACE? = nil,
        adjust: (inout PassportProfile) -> Void = { _ in },
        _ body: (PrivateReaderService, Scratch) async throws -> Void
    ) async throws {
        let key = try document.key()
        try await PrivateReaderService.withShared { service in
            let name = service.readers[0].name
            let monitor = ReaderMonitor()
            let running = Task { await monitor.run() }
            defer { running.cancel() }
            let events = monitor.events()
            let link = VPCDLink(port: service.readers[0].port)
            var profile = PassportProfile(files: document.files, bacKeyInput: key)
            adjust(&profile)
            if let pace { profile.offer(pace) }
            try link.insert(VirtualPassport(profile, faults: faults))
            for await event in events { if case .cardInserted(name, _) = event { break } }
            try await body(service, try Scratch())
            link.remove()
            for await event in events where event == .cardRemoved(reader: name) { break }
        }
    }

    func read(
        _ service: PrivateReaderService, _ scratch: Scratch, zone: String, _ more: String...
    ) async throws -> CommandRun {
        try await CommandRun.boomtctl(
            [
                "chip", "read", "--reader", service.readers[0].name, "--mrz", try scratch.file("zone", zone), "--json",
                "--trust", try SampleDocument.writeTrust(into: scratch),
            ] + more, readers: service.socketPath)
    }

    @Test func `a good chip is read, judged and written, and can be judged again from its files`() async throws {
        let document = try SampleDocument()
        try await withChip(document) { service, scratch in
            _ = try scratch.file("out/DG11.bin", [0x6B, 0])
            let run = try await read(service, scratch, zone: document.zoneText, "--out", scratch.place("out"))
            #expect(run.code == 0, "\(run.messages)")
            #expect(run.overall == "successful")
            #expect(run.result(of: "chipAccess") == "successful")
            #expect((run.object["access"] as? [String: Any])?["protocol"] as? String == "BAC")
            #expect(run.object["bytes"] as? Int == document.files.byteCount)
            #expect((run.object["apdus"] as? Int ?? 0) > 20)
            #expect((run.object["timing"] as? [String: Double])?.keys.contains("DG2") == true)
            #expect(run.messages.contains("100 %"))
            for (file, bytes) in document.files.files { #expect(try scratch.bytes("out/\(file.diskName)") == bytes) }
            #expect(!scratch.exists("out/DG11.bin"), "a file of an earlier reading must not stay")

            let again = try await CommandRun.boomtctl([
                "chip", "inspect", scratch.place("out"), "--trust", scratch.place("trust"), "--json",
            ])
            #expect(again.code == 0)
            #expect(again.result(of: "chipAccess") == "successful")
            #expect(again.result(of: "mrzDg1Comparison") == "successful")
        }
    }

    @Test func `a chip with PACE is opened by zone and by card access number`() async throws {
        let document = try SampleDocument()
        let info = try #require(PACEInfo(mapping: .generic, cipher: .aes256, parameterId: 13))
        try await withChip(document, pace: PassportPACE([info], accessNumber: "123456")) { service, scratch in
            let byZone = try await read(
                service, scratch, zone: document.zoneText, "--protocol", "pace", "--out", scratch.place("out"))
            let byNumber = try await read(service, scratch, zone: document.zoneText, "--can", "123456")
            for run in [byZone, byNumber] {
                #expect(run.code == 0, "\(run.messages)")
                let access = run.object["access"] as? [String: Any]
                #expect(access?["protocol"] as? String == "PACE-GM" && access?["cipher"] as? String == "AES-256")
                #expect(access?["parameterId"] as? Int == 13 && access?["downgrade"] as? Bool == false)
            }
            #expect(scratch.exists("out/EF.CardAccess.bin"))
            let wrong = try await CommandRun.boomtctl(
                ["chip", "read", "--reader", service.readers[0].name, "--can", "654321", "--json"],
                readers: service.socketPath)
            #expect(wrong.code == 1 && wrong.overall == "failed")
            #expect((wrong.object["fault"] as? [String: Any])?["code"] as? String == "wrongKey")
        }
    }

    @Test func `a weaker way than the chip offers has to be asked for, and is told`() async throws {
        let document = try SampleDocument()
        let info = try #require(PACEInfo(mapping: .generic, cipher: .aes256, parameterId: 13))
        var faults = PassportFaults()
        faults.pace = .refusesTemplate
        try await withChip(document, faults, pace: PassportPACE([info])) { service, scratch in
            let refused = try await read(service, scratch, zone: document.zoneText)
            #expect(refused.code == 1 && refused.result(of: "chipAccess") == "failed")
            #expect((refused.object["fault"] as? [String: Any])?["code"] as? String == "accessRefused")
            let allowed = try await read(service, scratch, zone: document.zoneText, "--allow-downgrade")
            let chosen = try await read(service, scratch, zone: document.zoneText, "--protocol", "bac")
            for run in [allowed, chosen] {
                #expect(run.code == 1 && run.overall == "undetermined", "\(run.messages)")
                #expect(run.result(of: "chipAccess") == "undetermined")
                let access = run.object["access"] as? [String: Any]
                #expect(access?["protocol"] as? String == "BAC" && access?["downgrade"] as? Bool == true)
            }
        }
    }

    @Test func `quirks of a folder hold, stand in the document, and a faulty folder is refused`() async throws {
        let document = try SampleDocument()
        try await withChip(document) { service, scratch in
            let shipped = OutsideMaterial.packageRoot.appendingPathComponent("config/quirks/2026-11-20-chips.yaml")
            let text = try String(contentsOf: shipped, encoding: .utf8)
                .replacing("CHIPS-2026-11-20.1", with: "OWN-1").replacing("issuers: [RUS]", with: "issuers: [MNG]")
            _ = try scratch.file("quirks/own.yaml", text.replacing("longestRead: 223", with: "longestRead: 100"))
            let usual = try await read(service, scratch, zone: document.zoneText)
            #expect((usual.object["quirks"] as? [String: Any])?["version"] as? String == "CHIPS-2026-11-20.1")
            let run = try await read(
                service, scratch, zone: document.zoneText, "--quirks", scratch.place("quirks"), "--out",
                scratch.place("out"))
            #expect(run.code == 0, "\(run.messages)")
            #expect((run.object["quirks"] as? [String: Any])?["version"] as? String == "OWN-1")
            let access = run.object["access"] as? [String: Any]
            #expect((access?["quirks"] as? [String: Any])?["applied"] as? [String] == ["russia-short-reads"])
            #expect((run.object["apdus"] as? Int ?? 0) > (usual.object["apdus"] as? Int ?? 0) + 50)
            let again = try await CommandRun.boomtctl([
                "chip", "inspect", scratch.place("out"), "--trust", scratch.place("trust"), "--json",
            ])
            #expect((again.object["quirks"] as? [String: Any])?["version"] as? String == "CHIPS-2026-11-20.1")
            let kept = (again.object["access"] as? [String: Any])?["quirks"] as? [String: Any]
            #expect(kept?["version"] as? String == "OWN-1")

            _ = try scratch.file("quirks/own.yaml", text.replacing("exactLength: obeyed", with: "exactLength: loved"))
            let refused = try await read(service, scratch, zone: document.zoneText, "--quirks", scratch.place("quirks"))
            #expect(refused.code == 2 && refused.output.isEmpty)
            #expect(refused.messages.contains("own.yaml:30: usual.reading.exactLength: is not one of obeyed, ignored"))
        }
    }

    @Test func `a chip with another key fails and writes nothing`() async throws {
        let other = try SampleDocument(number: "PE7654321")
        try await withChip(try SampleDocument()) { service, scratch in
            let run = try await read(service, scratch, zone: other.zoneText, "--out", scratch.place("out"))
            #expect(run.code == 1)
            #expect(run.overall == "failed")
            #expect(run.result(of: "chipAccess") == "failed")
            #expect((run.object["fault"] as? [String: Any])?["code"] as? String == "wrongKey")
            #expect(!scratch.exists("out/evidence.json"))
            #expect(!run.messages.contains("PE7654321"))
        }
    }

    @Test func `a chip that leaves in the middle is aborted`() async throws {
        let document = try SampleDocument()
        var faults = PassportFaults()
        faults.goneAfter = 30
        try await withChip(document, faults) { service, scratch in
            let run = try await read(service, scratch, zone: document.zoneText)
            #expect(run.code == 1)
            #expect(run.overall == "aborted")
            #expect(run.result(of: "chipAccess") == "aborted")
            #expect(run.result(of: "sodSignature") == "aborted")
        }
    }

    @Test func `a forged chip fails`() async throws {
        var document = try SampleDocument()
        document.files[.dg2]?[5000] ^= 1
        try await withChip(document) { service, scratch in
            let run = try await read(service, scratch, zone: document.zoneText)
            #expect(run.code == 1)
            #expect(run.overall == "failed")
            #expect(run.result(of: "dataGroupHashes") == "failed")
        }
    }

    @Test func `a chip on a reader is a row of the devices`() async throws {
        try await withChip(try SampleDocument()) { service, _ in
            let run = try await CommandRun.boomtctl(["devices", "--json"], readers: service.socketPath)
            #expect(run.code == 0)
            let rows = run.json as? [[String: Any]] ?? []
            let readers = rows.filter { $0["kind"] as? String == "reader" }
            let first = try #require(readers.first { $0["name"] as? String == service.readers[0].name })
            #expect(first["state"] as? String == "card")
            #expect(first["answerToReset"] as? String == "3b80800101")
            #expect(readers.first { $0["name"] as? String == service.readers[1].name }?["state"] as? String == "empty")
        }
    }

    @Test func `an empty reader, an unknown one and a service that is not there end with 3`() async throws {
        let document = try SampleDocument()
        let scratch = try Scratch()
        let zone = try scratch.file("zone", document.zoneText)
        try await PrivateReaderService.withShared { service in
            for (reader, socket) in [
                (service.readers[1].name, service.socketPath), ("No Such Reader", service.socketPath),
                (service.readers[1].name, CommandRun.noService),
            ] {
                let run = try await CommandRun.boomtctl(
                    ["chip", "read", "--reader", reader, "--mrz", zone, "--json"], readers: socket)
                #expect(run.code == 3)
                #expect(run.output.isEmpty)
                #expect(!run.messages.isEmpty)
            }
        }
    }

    @Test func `a zone that is none ends with 2 before any reader is asked`() async throws {
        let scratch = try Scratch()
        for text in ["", "nonsense", String(repeating: "<", count: 5000)] {
            let run = try await CommandRun.boomtctl([
                "chip", "read", "--reader", "any", "--mrz", try scratch.file("zone", text),
            ])
            #expect(run.code == 2)
        }
    }
}
