import Cryptography
import Fingerprint
import Foundation
import ImageFiles
import Simulators
import Testing
import TravelDocument

/// The finger images of chips, from the chip to the picture and the comparison.
extension ChipReadTests {
    /// Grown prints, and records of them.
    private enum Finger {
        static let prints = Result {
            try (0..<2).map { try RidgeGrowth.master(seed: 70 + UInt64($0)).impression(seed: 1) }
        }
        /// The first finger, laid down another time.
        static let live = Result { try RidgeGrowth.master(seed: 70).impression(seed: 2) }

        static func record(_ index: Int, _ form: FingerImageRecord.Compression, width: Int? = nil) throws -> [UInt8] {
            let image = try prints.get()[index]
            let data: [UInt8] =
                switch form {
                case .wsq: WSQWriter(step: 8).encode(image)
                case .jpeg2000: try #require(JPEG2000Writer.encode(image, ratio: 10))
                default: image.pixels
                }
            let view = FingerImageRecord.View(
                position: index == 0 ? .rightIndex : .leftIndex, quality: 75, width: width ?? image.width,
                height: image.height, data: data)
            return FingerImageRecord(pixelsPerInch: 508, compression: form, views: [view]).iso19794_4Record()
        }

        static func file(_ records: [[UInt8]]) -> [UInt8] {
            DG3(templates: zip([.rightIndex, .leftIndex], records).map { .init(finger: $0, record: $1) })
                .encoded(filler: [9])
        }
    }

    private func rows(_ run: CommandRun) -> [[String: Any]] { run.object["fingers"] as? [[String: Any]] ?? [] }

    @Test(arguments: [(FingerImageRecord.Compression.none, "none"), (.wsq, "wsq"), (.jpeg2000, "jpeg2000")])
    func `fingers behind terminal authentication come out as pictures and are the fingers of their holder`(
        _ form: FingerImageRecord.Compression, _ name: String
    ) async throws {
        let guarded = try Guarded(dg3: Finger.file([Finger.record(0, form), Finger.record(1, form)]))
        try await withChip(guarded.document, adjust: guarded.personaliseLong) { service, scratch in
            let live = try scratch.file("live.png", Finger.live.get().pngFile())
            _ = try scratch.file("pictures/finger-3-leftRing.png", "a finger of somebody else")
            let run = try await read(
                service, scratch, zone: guarded.document.zoneText, "--terminal", try guarded.write(into: scratch),
                "--out", scratch.place("out"), "--finger-pictures", scratch.place("pictures"), "--match", live)
            #expect(run.code == 0, "\(run.messages) \(run.output)")
            let rows = rows(run)
            try #require(rows.count == 2)
            #expect(rows.map { $0["position"] as? Int } == [2, 7] && run.object["fingerDefects"] == nil)
            #expect(rows.allSatisfy { $0["decoded"] as? Bool == true && $0["compression"] as? String == name })
            #expect(rows.allSatisfy { ($0["found"] as? [String: Any])?["quality"] as? Int ?? 0 > 40 })
            #expect(rows.first?["statedQuality"] as? Int == 75)
            #expect(rows.map { ($0["comparison"] as? [String: Any])?["match"] as? Bool } == [true, false])

            #expect(!scratch.exists("pictures/finger-3-leftRing.png"))
            for (index, file) in ["finger-1-rightIndex.png", "finger-2-leftIndex.png"].enumerated() {
                #expect(rows[index]["picture"] as? String == file)
                let picture = try FingerImage(png: scratch.bytes("pictures/\(file)"))
                let original = try FingerExtractor().extract(Finger.prints.get()[index]).template
                #expect(FingerMatcher().score(try FingerExtractor().extract(picture).template, original).value > 6)
            }
            // The folder of the reading has the same fingers without the chip. What it tells of the chip's proofs nobody
            // signed; without this word of its own its files are good, and a stranger's finger ends with 1.
            let words = ["chip", "inspect", scratch.place("out"), "--trust", scratch.place("trust"), "--json"]
            let told = try await CommandRun.boomtctl(words + ["--match", live])
            #expect(told.code == 1 && told.overall == "undetermined" && self.rows(told).count == 2)
            try FileManager.default.removeItem(atPath: scratch.place("out/evidence.json"))
            let again = try await CommandRun.boomtctl(words + ["--match", live])
            #expect(again.code == 0 && self.rows(again).count == 2)
            let people = try await CommandRun.boomtctl(words.filter { $0 != "--json" } + ["--match", live])
            #expect(people.output.contains("right index finger") && people.output.contains("таарсан · match"))
            let stranger = try scratch.file("other.png", RidgeGrowth.master(seed: 99).impression(seed: 1).pngFile())
            let other = try await CommandRun.boomtctl(words + ["--match", stranger])
            #expect(other.code == 1 && other.overall == "successful", "\(other.output)")
        }
    }

    @Test func `a finger that lies is told with its field and spoils nothing else`() async throws {
        let guarded = try Guarded(
            dg3: Finger.file([Finger.record(0, .jpeg2000, width: 60_000), Finger.record(1, .wsq)]))
        try await withChip(guarded.document, adjust: guarded.personalise) { service, scratch in
            let terminal = try guarded.write(into: scratch)
            let run = try await read(service, scratch, zone: guarded.document.zoneText, "--terminal", terminal)
            #expect(run.code == 0 && run.overall == "successful", "\(run.messages) \(run.output)")
            let rows = rows(run)
            #expect(rows.map { $0["decoded"] as? Bool } == [false, true])
            #expect(rows.first?["reason"] as? String == "outOfBounds: width")
            #expect(rows.first?["found"] == nil && rows.last?["found"] != nil)
        }
    }

    @Test func `a DG3 that holds no finger, or no templates, spoils nothing else`() async throws {
        for (file, expected) in [(Finger.file([]), []), ([0x63, 2, 0x30, 0], ["malformedGroup"])] {
            let guarded = try Guarded(dg3: file)
            try await withChip(guarded.document, adjust: guarded.personalise) { service, scratch in
                let terminal = try guarded.write(into: scratch)
                let run = try await read(service, scratch, zone: guarded.document.zoneText, "--terminal", terminal)
                #expect(run.code == 0 && run.overall == "successful", "\(run.messages) \(run.output)")
                let reasons = rows(run).map { ($0["reason"] as? String)?.split(separator: ":").first.map(String.init) }
                #expect(reasons == expected)
            }
        }
    }

    @Test func `a DG3 that says it has six million bytes is told, and spoils nothing else`() async throws {
        let guarded = try Guarded()
        var faults = PassportFaults()
        faults.hugeFile = .dg3
        try await withChip(guarded.document, faults, adjust: guarded.personalise) { service, scratch in
            let terminal = try guarded.write(into: scratch)
            let run = try await read(service, scratch, zone: guarded.document.zoneText, "--terminal", terminal)
            #expect(run.code == 0 && run.overall == "successful", "\(run.messages) \(run.output)")
            #expect(rows(run).map { $0["reason"] as? String } == ["DG3: fileTooLarge"])
        }
    }

    @Test func `fingers that the state has not signed are not looked at`() async throws {
        let guarded = try Guarded(dg3: Finger.file([Finger.record(0, .none)]))
        var forged = guarded.document
        let place = try #require(forged.files[.dg3]).count - 1000
        forged.files[.dg3]?[place] ^= 1
        let scratch = try Scratch()
        let words = [
            "chip", "inspect", try forged.write(into: scratch), "--trust",
            try SampleDocument.writeTrust(into: scratch), "--json", "--finger-pictures", scratch.place("pictures"),
        ]
        let run = try await CommandRun.boomtctl(words)
        #expect(run.code == 1 && run.result(of: "dataGroupHashes") == "failed")
        #expect(rows(run).map { $0["reason"] as? String } == ["notGenuine: hash of DG3"])
        #expect(!scratch.exists("pictures/finger-1-rightIndex.png"))
    }

    @Test func `fingers that nobody known has signed are not looked at`() async throws {
        let guarded = try Guarded(dg3: Finger.file([Finger.record(0, .none)]))
        let scratch = try Scratch()
        let document = try guarded.document.write(into: scratch)
        _ = try SampleDocument.writeTrust(into: scratch)
        let stranger = try scratch.file("strange/README", "no authority")
        let words = ["chip", "inspect", document, "--json", "--trust"]
        let known = try await CommandRun.boomtctl(words + [scratch.place("trust")])
        #expect(rows(known).map { $0["decoded"] as? Bool } == [true])
        let unknown = try await CommandRun.boomtctl(words + [String(stranger.dropLast(7))])
        #expect(unknown.code == 1 && unknown.result(of: "sodSignature") == "successful")
        let reason = try #require(rows(unknown).first?["reason"] as? String)
        #expect(reason.hasPrefix("notGenuine: ") && rows(unknown).first?["decoded"] as? Bool == false)
    }

    @Test func `sealed evidence holds no fingers, unless they were changed`() async throws {
        let guarded = try Guarded(dg3: Finger.file([Finger.record(0, .none)]))
        let scratch = try Scratch()
        let key = try scratch.file("evidence.key", [UInt8](repeating: 7, count: 32))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        let trust = try SampleDocument.writeTrust(into: scratch)
        var forged = guarded.document
        forged.files[.dg3]?[5000] ^= 1
        for (name, document, holds) in [("good", guarded.document, false), ("forged", forged, true)] {
            let file = scratch.place(name + ".json")
            let run = try await CommandRun.boomtctl([
                "chip", "inspect", try document.write(into: scratch, folder: name), "--trust", trust, "--json",
                "--evidence", file, "--evidence-key", key,
            ])
            #expect(run.code == (holds ? 1 : 0), "\(run.messages)")
            #expect(try scratch.text(name + ".json").contains("\"DG3\"") == holds)
            let words = run.messages.split { $0.isWhitespace }
            let signer = String(try #require(words.last))
            let again = try await CommandRun.boomtctl(["chip", "inspect", file, "--evidence-signer", signer, "--json"])
            let evidence = again.object["evidence"] as? [String: Any]
            #expect(evidence?["sameResult"] as? Bool == true, "\(again.output)")
        }
    }
}
