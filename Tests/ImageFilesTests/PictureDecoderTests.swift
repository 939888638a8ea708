import Foundation
import Harness
import Simulators
import Testing
import TravelDocument

@testable import ImageFiles

@Suite struct PictureDecoderTests {
    /// The decoding process lies beside the tests.
    static let decoder = PictureDecoder()

    /// Width, height, and samples of a PNG that the decoder gave, three a pixel.
    static func pixels(_ png: [UInt8]) throws -> (width: Int, height: Int, samples: [UInt8]) {
        let chunks = try PNGChunks(parsing: png, signature: PNGWriter.signature, side: PictureLimits.side)
        let header = chunks.header
        let bytes = try ZlibStream.inflate(chunks.compressed, count: header.height * (header.lineBytes + 1))
        return (header.width, header.height, try PNGLines.unfilter(bytes, header))
    }

    @Test func `a JPEG becomes a PNG of its size and colours`() throws {
        let picture = try Self.pixels(Self.decoder.png(of: .specimen))
        #expect(picture.width == 413 && picture.height == 531 && picture.samples.count == 3 * 413 * 531)
        #expect(Set(picture.samples).count > 50)
    }

    @Test(arguments: [(120, 90, 3, true), (120, 90, 3, false), (64, 64, 1, true), (33, 71, 1, false)])
    func `a JPEG 2000, in a file or bare, becomes a PNG of the very pixels`(
        _ width: Int, _ height: Int, _ components: Int, _ isFile: Bool
    ) throws {
        let bytes = try #require(
            JPEG2000Sample.picture(width: width, height: height, components: components, isFile: isFile))
        let image = FaceImage(bytes: bytes)
        #expect(image.format == .jpeg2000)
        let picture = try Self.pixels(Self.decoder.png(of: image))
        #expect(picture.width == width && picture.height == height)
        let expected = (0..<(width * height)).flatMap { place in
            (0..<3).map { UInt8(JPEG2000Sample.value(place % width, components == 1 ? 0 : $0)) }
        }
        #expect(picture.samples == expected)
    }

    static func code(_ bytes: [UInt8], _ decoder: PictureDecoder = decoder) -> PictureError.Code? {
        do throws(PictureError) {
            _ = try decoder.png(of: FaceImage(bytes: bytes))
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `pictures that are cut off are refused`() throws {
        let codestream = try #require(JPEG2000Sample.picture(width: 200, height: 200))
        for picture in [FaceImage.specimen.bytes, codestream] {
            for part in [1, 2, 4, 8] {
                #expect(Self.code(Array(picture.prefix(picture.count * part / 9))) == .malformed, "\(part)")
            }
        }
    }

    @Test func `a size of 60,000 pixels is refused before anything is decompressed`() throws {
        let missing = PictureDecoder(program: "/nonexistent/boomt-image")
        var jpeg = FaceImage.specimen.bytes
        let frame = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0xEA, 0x60, 0xEA, 0x60])
        #expect(Self.code(jpeg, missing) == .tooLarge)
        var codestream = try #require(JPEG2000Sample.picture(width: 64, height: 64, isFile: false))
        codestream.replaceSubrange(8..<16, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
        #expect(Self.code(codestream, missing) == .tooLarge)
        codestream.replaceSubrange(8..<16, with: [0, 0, 0x0C, 0, 0, 0, 0x0C, 0])
        #expect(Self.code(codestream, missing) == .tooLarge)
        #expect(Self.code([0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: 2 << 20), missing) == .tooLarge)
        #expect(Self.code(FaceImage.specimen.bytes, missing) == .decoderMissing)
    }

    @Test(
        arguments: [
            ([], .unknownFormat), (Array("GIF89a".utf8), .unknownFormat), ([0xFF, 0xD8, 0xFF], .malformed),
            ([0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 0, 0], .malformed), ([0xFF, 0x4F, 0xFF, 0x51], .malformed),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], .malformed),
            ([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A, 0, 0, 0, 0], .malformed),
            ([0xFF, 0xD8] + [UInt8](repeating: 0xFF, count: 5000), .malformed),
        ] as [([UInt8], PictureError.Code)])
    func `what is no picture is refused`(_ bytes: [UInt8], _ code: PictureError.Code) {
        #expect(Self.code(bytes) == code)
    }

    /// A program that takes the decoder's place, and what comes of it.
    @Test(arguments: [
        ("exec sleep 60", PictureError.Code.timeExceeded), ("cat >/dev/null; exec sleep 60", .timeExceeded),
        ("exec >&- <&-; exec sleep 60", .timeExceeded), ("kill -SEGV $$", .decoderFailed),
        ("cat", .decoderFailed), ("exec cat /dev/zero", .decoderFailed), ("exit 0", .decoderFailed),
        ("exit 1", .decoderFailed), ("exit 10", .malformed), ("exit 11", .tooLarge), ("exit 13", .decoderFailed),
    ])
    func `a decoder that hangs, crashes, floods or lies is an error and leaves no process`(
        _ script: String, _ code: PictureError.Code
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pictures-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "decoder").path
        try Data("#!/bin/sh\necho $$ >\"$0.pid\"\n\(script)\n".utf8).write(to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        var limits = PictureLimits()
        limits.time = .milliseconds(300)
        // A flood of zeros and a start of a shell under load need their time.
        if code != .timeExceeded { limits.time = .seconds(20) }
        let decoder = PictureDecoder(program: program, limits: limits)
        #expect(Self.code(FaceImage.specimen.bytes, decoder) == code)
        // Under load it may have been killed before it could say who it is.
        if let text = try? String(contentsOfFile: program + ".pid", encoding: .utf8),
            let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
        {
            #expect(kill(process, 0) == -1 && errno == ESRCH)
        }
    }

    @Test func `changed pictures are shown or refused, and the decoder is confined enough to tell`() throws {
        var generator = SeededGenerator(seed: 2000)
        let codestream = try #require(JPEG2000Sample.picture(width: 80, height: 60))
        var outcomes: [PictureError.Code?: Int] = [:]
        for picture in [codestream, FaceImage.specimen.bytes] {
            for _ in 0..<40 { outcomes[Self.code(generator.mutate(picture)), default: 0] += 1 }
        }
        #expect(outcomes[.decoderMissing] == nil && outcomes[.malformed, default: 0] > 0, "\(outcomes)")
    }

    @Test(.enabled(if: OutsideMaterial.isPresent("faces"), OutsideMaterial.skipped))
    func `published faces, portraits and signatures are decoded`() throws {
        let files = ["lds/bsi-tr03105-5-reference/Datagroup2.bin", "lds/tsemrtd/EF_DG2.bin"]
        var images = try files.flatMap { try DG2(parsing: OutsideMaterial.bytes($0)).images }
        images += try DG2(parsing: OutsideMaterial.bytes("faces/dg2_silver_mandatory_fields.bin")).images
        images += try DisplayedImages(.portrait, parsing: OutsideMaterial.bytes("lds/tsemrtd/EF_DG5.bin")).images
        images += try DisplayedImages(.signature, parsing: OutsideMaterial.bytes("lds/tsemrtd/EF_DG7.bin")).images
        let sizes = try images.map { image in
            let picture = try Self.pixels(Self.decoder.png(of: image))
            return [picture.width, picture.height]
        }
        // The headers of the first two say 337 x 449.
        #expect(sizes == [[413, 531], [413, 531], [413, 531], [413, 531], [550, 142]])
    }
}
