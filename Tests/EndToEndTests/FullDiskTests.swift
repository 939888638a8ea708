import Foundation
import Harness
import Simulators
import Testing

extension EndToEnd {
    /// A disk that is really full under the running daemon.
    @Suite(.enabled(if: SmallDisk.isPermitted, "skipped: mounting a tmpfs is not permitted"))
    struct FullDiskTests {
        /// The daemon with its database, and its spool if told so, on a disk of two megabytes.
        private func onSmallDisk(
            spoolToo: Bool, _ body: (Gate, _ disk: String) async throws -> Void
        ) async throws {
            try await Gate.open { gate in
                #expect(await gate.stop() == 0)
                let disk = try SmallDisk(at: gate.folder + "/disk", kilobytes: 2048)
                defer { disk.unmount() }
                try FileManager.default.moveItem(
                    atPath: gate.folder + "/boomt.sqlite", toPath: disk.path + "/boomt.sqlite")
                let file = URL(fileURLWithPath: gate.folder + "/boomt.yaml")
                var settings = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                settings = settings.replacingOccurrences(
                    of: gate.folder + "/boomt.sqlite", with: disk.path + "/boomt.sqlite")
                if spoolToo {
                    settings = settings.replacingOccurrences(of: gate.folder + "/spool", with: disk.path + "/spool")
                }
                try Data(settings.utf8).write(to: file)
                try await gate.daemon.start()
                try await body(gate, disk.path)
                #expect(await gate.stop() == 0)
            }
        }

        /// Writes until nothing more fits.
        private func fill(_ disk: String) throws {
            _ = FileManager.default.createFile(atPath: disk + "/ballast", contents: nil)
            let ballast = try #require(FileHandle(forWritingAtPath: disk + "/ballast"))
            defer { try? ballast.close() }
            while (try? ballast.write(contentsOf: Data(count: 4096))) != nil {}
        }

        /// Somebody eligible is at the gate when the disk becomes full; what was stored before is still there after it.
        @Test func `a full disk under the database opens no gate, and its record is stored when there is room`()
            async throws
        {
            try await onSmallDisk(spoolToo: false) { gate, disk in
                let before = try await gate.station.serve(try gate.cast.traveller(gate.cast.tsetseg))
                try await gate.expectPassed(before)
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    if event.step == "placeFinger" { try? fill(disk) }
                }
                #expect(passage.outcome == "referred")
                #expect(!passage.gateOpened)
                #expect(passage.rules == ["LN-04"])
                let line = await gate.log.first {
                    $0.contains(#""message":"record not stored""#) && $0.contains(passage.crossing)
                }
                #expect(line?.contains(#""storeFault":"full""#) == true, "\(line ?? "")")
                #expect(try gate.spooledFiles().count == 1)
                try FileManager.default.removeItem(atPath: disk + "/ballast")
                try await gate.expectNextPasses()
                try await gate.expectReferred(passage, ["LN-04"])
                try await gate.expectPassed(before)
                #expect(try gate.spooledFiles().isEmpty)
            }
        }

        @Test func `with the spool on the full disk, too, the lane goes out of service and loses nothing`()
            async throws
        {
            try await onSmallDisk(spoolToo: true) { gate, disk in
                let before = try await gate.station.serve(try gate.cast.traveller(gate.cast.tsetseg))
                try await gate.expectPassed(before)
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    if event.step == "placeFinger" { try? fill(disk) }
                    guard event.event == "outOfService" else { return }
                    try? FileManager.default.removeItem(atPath: disk + "/ballast")
                }
                #expect(passage.events.contains { $0.event == "outOfService" })
                #expect(passage.outcome == "referred")
                #expect(!passage.gateOpened)
                let line = await gate.log.first { $0.contains("record kept in memory only: lane out of service") }
                #expect(line?.contains(passage.crossing) == true)
                try await gate.expectNextPasses()
                try await gate.expectReferred(passage, ["LN-04"])
                try await gate.expectPassed(before)
            }
        }
    }
}
