import Fingerprint
import Foundation
import ImageFiles
import Simulators
import Testing

@Suite struct FingerCommandTests {
    /// Prints of fingers that nobody has; grown once.
    private static let one = RidgeGrowth.master(seed: 4711)
    private static let other = RidgeGrowth.master(seed: 4712)

    private func image(_ master: MasterPrint, _ seed: UInt64) throws -> FingerImage {
        try master.impression(seed: seed, sensor: .wide)
    }

    @Test func `images and templates of one finger match, those of two do not`() async throws {
        let scratch = try Scratch()
        let first = try scratch.file("first.png", try image(Self.one, 1).pngFile())
        // The name says nothing: content decides.
        let second = try scratch.file("second.png", PortableGrayMap.encode(try image(Self.one, 2)))
        let stranger = try scratch.file("stranger", try image(Self.other, 3).pngFile())

        let extracted = try await CommandRun.boomtctl([
            "finger", "extract", first, "--out", scratch.place("first.iso"), "--picture", scratch.place("p.png"),
            "--json",
        ])
        #expect(extracted.code == 0, "\(extracted.messages)")
        #expect((extracted.object["minutiae"] as? Int ?? 0) >= 12)
        #expect((0...100).contains(extracted.object["quality"] as? Int ?? -1))
        #expect(extracted.object["reasons"] is [String])
        let template = try FingerTemplate(iso19794_2: try scratch.bytes("first.iso"))
        #expect(template.minutiae.count == extracted.object["minutiae"] as? Int)
        let picture = try FingerImage(png: try scratch.bytes("p.png"))
        #expect(picture.width == template.width && picture.height == template.height)
        #expect(picture.pixels.contains(0))

        let same = try await CommandRun.boomtctl(["finger", "match", scratch.place("first.iso"), second, "--json"])
        #expect(same.code == 0)
        #expect(same.object["match"] as? Bool == true)
        #expect(same.object["threshold"] as? Double == 3)
        let score = try #require(same.object["score"] as? Double)
        let rate = try #require(same.object["fmr"] as? Double)
        #expect(score >= 3)
        #expect(abs(rate - pow(10, -score)) <= rate * 1e-6)

        let different = try await CommandRun.boomtctl(["finger", "match", first, stranger, "--json"])
        #expect(different.code == 1)
        #expect(different.object["match"] as? Bool == false)
    }

    @Test func `an empty window is not usable, says what to do and gives no template`() async throws {
        let scratch = try Scratch()
        let blank = try FingerImage(
            width: 300, height: 300, pixelsPerInch: 500, pixels: [UInt8](repeating: 220, count: 90_000))
        let run = try await CommandRun.boomtctl([
            "finger", "extract", try scratch.file("blank.pgm", PortableGrayMap.encode(blank)), "--out",
            scratch.place("t.iso"), "--json",
        ])
        #expect(run.code == 1)
        #expect(run.object["usable"] as? Bool == false)
        #expect(run.object["reasons"] as? [String] == ["noFinger"])
        #expect(!scratch.exists("t.iso"))
    }

    @Test func `templates of every format and images of records are told by their content`() async throws {
        let scratch = try Scratch()
        let image = try image(Self.one, 1)
        let template = try FingerExtractor().extract(image).template
        let record = try scratch.file("dg3", FingerImageRecord(image).iso19794_4Record())
        for format in TemplateFormat.allCases {
            let file = try scratch.file("template", template.record(format))
            let run = try await CommandRun.boomtctl(["finger", "match", record, file, "--json"])
            #expect(run.code == 0, "\(format.rawValue): \(run.messages)")
            #expect(run.object["score"] as? Double ?? 0 > 8)
        }
        // A record as chips hold it, decompressed by the process of its own.
        let view = FingerImageRecord.View(
            position: .unknown, quality: 254, width: image.width, height: image.height,
            data: try #require(JPEG2000Writer.encode(image, ratio: 8)))
        let compressed = try scratch.file(
            "jpeg2000",
            FingerImageRecord(pixelsPerInch: 508, compression: .jpeg2000, views: [view]).iso19794_4Record())
        let run = try await CommandRun.boomtctl(["finger", "match", compressed, record, "--json"])
        #expect(run.code == 0 && run.object["score"] as? Double ?? 0 > 8, "\(run.messages)")
        let wrong = FingerImageRecord(pixelsPerInch: 508, compression: .wsq, views: [view]).iso19794_4Record()
        let refused = try await CommandRun.boomtctl(["finger", "match", try scratch.file("wrong", wrong), record])
        #expect(refused.code == 2 && refused.messages.contains("compression algorithm"), "\(refused.messages)")
    }

    @Test func `all pairs of a folder are scored, and what is neither image nor template is named`() async throws {
        let scratch = try Scratch()
        _ = try scratch.file("set/1_1.png", try image(Self.one, 1).pngFile())
        _ = try scratch.file("set/1_2.pgm", PortableGrayMap.encode(try image(Self.one, 2)))
        let stranger = try FingerExtractor().extract(try image(Self.other, 1)).template
        _ = try scratch.file("set/2_1.fmr", stranger.ansi378Record())
        let out = scratch.place("scores.csv")
        let run = try await CommandRun.boomtctl(["finger", "score", scratch.place("set"), out, "--json"])
        #expect(run.code == 0, "\(run.messages)")
        #expect(run.object["files"] as? Int == 3 && run.object["pairs"] as? Int == 3)
        #expect(run.messages.contains("extract: 2 runs") && run.messages.contains("match: 3 runs"))
        let lines = try scratch.text("scores.csv").split(separator: "\n").map { $0.split(separator: ",") }
        #expect(lines.first == ["a", "b", "score"])
        #expect(lines.dropFirst().map { $0.prefix(2).joined(separator: " ") } == ["1_1 1_2", "1_1 2_1", "1_2 2_1"])
        let scores = lines.dropFirst().compactMap { Double($0[2]) }
        #expect(scores.count == 3 && scores[0] > scores[1] && scores[0] > scores[2])

        _ = try scratch.file("set/note.txt", "no finger")
        let other = try await CommandRun.boomtctl(["finger", "score", scratch.place("set"), out, "--json"])
        #expect(other.code == 1)
        #expect(other.object["leftOut"] as? [String] == ["note.txt"])
        #expect(other.object["pairs"] as? Int == 3)

        _ = try scratch.file("set/1_1.pgm", PortableGrayMap.encode(try image(Self.one, 1)))
        #expect(try await CommandRun.boomtctl(["finger", "score", scratch.place("set"), out]).code == 2)
        #expect(try await CommandRun.boomtctl(["finger", "score", scratch.place("missing"), out]).code == 2)
    }

    @Test func `two fingers are enrolled from impressions that agree, and a poor one is passed over`() async throws {
        let scratch = try Scratch()
        let blank = try FingerImage(
            width: 300, height: 300, pixelsPerInch: 500, pixels: [UInt8](repeating: 220, count: 90_000))
        var arguments = ["finger", "enrol", "--out", scratch.path, "--missing", "leftIndex=bandaged", "--json"]
        func add(_ position: String, _ name: String, _ image: FingerImage) throws {
            arguments += ["--finger", "\(position)=\(try scratch.file(name, try image.pngFile()))"]
        }
        try add("rightIndex", "blank.png", blank)
        for seed in 1...3 as ClosedRange<UInt64> { try add("rightIndex", "a\(seed).png", image(Self.one, seed)) }
        for seed in 1...3 as ClosedRange<UInt64> { try add("7", "b\(seed).png", image(Self.one, seed)) }
        for seed in 1...3 as ClosedRange<UInt64> { try add("rightThumb", "c\(seed).png", image(Self.other, seed)) }
        let run = try await CommandRun.boomtctl(arguments)
        #expect(run.code == 0, "\(run.messages)")
        #expect(run.object["complete"] as? Bool == true)
        let enrolled = run.object["enrolled"] as? [[String: Any]] ?? []
        #expect(enrolled.map { $0["name"] as? String } == ["rightIndex", "rightThumb"])
        #expect(enrolled.map { $0["impressions"] as? Int } == [4, 3])
        #expect(enrolled.allSatisfy { ($0["lowestAgreement"] as? Double ?? 0) >= 4 })
        let passedOver = run.object["passedOver"] as? [[String: Any]] ?? []
        #expect(passedOver.map { $0["reason"] as? String } == ["bandaged"])
        #expect(run.messages.contains("no finger"))
        let kept = try FingerTemplate(iso19794_2: try scratch.bytes("rightIndex.iso"))
        #expect(kept.position == .rightIndex)
        #expect(!scratch.exists("leftIndex.iso"))
        let match = try await CommandRun.boomtctl([
            "finger", "match", scratch.place("rightIndex.iso"), scratch.place("a2.png"), "--json",
        ])
        #expect(match.code == 0)
    }

    @Test func `impressions that do not agree enrol nobody, and wrong options end with 2`() async throws {
        let scratch = try Scratch()
        let one = try scratch.file("one.png", try image(Self.one, 1).pngFile())
        let other = try scratch.file("other.png", try image(Self.other, 1).pngFile())
        let run = try await CommandRun.boomtctl([
            "finger", "enrol", "--out", scratch.path, "--impressions", "2", "--fingers", "1", "--finger", "2=\(one)",
            "--finger", "2=\(other)", "--json",
        ])
        #expect(run.code == 1)
        #expect(run.object["complete"] as? Bool == false)
        #expect(!scratch.exists("rightIndex.iso"))
        let passedOver = run.object["passedOver"] as? [[String: Any]] ?? []
        #expect(passedOver.map { $0["reason"] as? String } == ["exhausted"])
        for wrong in [
            ["--impressions", "4"], ["--fingers", "0"], ["--missing", "2=lost"], ["--missing", "rightIndex"],
            ["--finger", "11=\(one)"],
        ] {
            let run = try await CommandRun.boomtctl(
                ["finger", "enrol", "--out", scratch.path, "--finger", "2=\(one)"] + wrong)
            #expect(run.code == 2, "\(wrong)")
        }
    }

    @Test func `the quality of an image is told with its reasons`() async throws {
        let scratch = try Scratch()
        let good = try scratch.file("good.png", try image(Self.one, 1).pngFile())
        let run = try await CommandRun.boomtctl(["finger", "quality", good, "--json"])
        #expect(run.code == 0)
        #expect(run.object["usable"] as? Bool == true)
        #expect((1...100).contains(run.object["quality"] as? Int ?? 0))
        let blank = try FingerImage(
            width: 300, height: 300, pixelsPerInch: 500, pixels: [UInt8](repeating: 220, count: 90_000))
        let poor = try await CommandRun.boomtctl([
            "finger", "quality", try scratch.file("blank.pgm", PortableGrayMap.encode(blank)), "--json",
        ])
        #expect(poor.code == 1)
        #expect(poor.object["reasons"] as? [String] == ["noFinger"])
    }

    @Test func `what is neither image nor template ends with 2`() async throws {
        let scratch = try Scratch()
        let good = try scratch.file(
            "good.iso",
            FingerTemplate(width: 300, height: 300, quality: 50, minutiae: []).iso19794_2Record())
        let inputs = [
            try scratch.file("empty", ""), try scratch.file("text", "P5 but not an image"),
            try scratch.file("png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]),
            try scratch.file("template", Array("FMR\0 20\0".utf8) + [0xFF, 0xFF, 0xFF, 0xFF]),
            try scratch.file("wsq", [0xFF, 0xA0, 0xFF, 0xA2, 0, 17, 0, 255, 0xFF, 0xFF]),
            try scratch.file("record", Array("FIR\u{0}010\u{0}".utf8) + [0, 0, 0, 0, 0, 9]),
            try scratch.hole("huge", bytes: 100_000_000), scratch.place("missing"), scratch.path,
        ]
        for input in inputs {
            #expect(try await CommandRun.boomtctl(["finger", "extract", input]).code == 2, "\(input)")
            #expect(try await CommandRun.boomtctl(["finger", "match", good, input]).code == 2, "\(input)")
        }
        #expect(try await CommandRun.boomtctl(["finger", "extract", good]).code == 2)
        #expect(try await CommandRun.boomtctl(["finger", "match", good, good, "--dpi", "7"]).code == 2)
        #expect(try await CommandRun.boomtctl(["finger", "match", good, good, "--threshold", "nan"]).code == 2)
    }
}
