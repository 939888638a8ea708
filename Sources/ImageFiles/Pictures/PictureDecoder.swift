internal import Glibc
package import TravelDocument

/// Makes a PNG of a chip's compressed picture, a face or a finger, without ever decompressing it in this process.
///
/// Decompressors are large, old programs in C, and the picture is chosen by whoever made the chip. Each picture gets a
/// process of its own, `boomt-image`, which has bounded memory and time, no files and no network; this side gives it the
/// bytes, takes the PNG and kills it at the time limit. Whatever happens there is a ``PictureError`` here.
package struct PictureDecoder: Sendable {
    /// What the decoding process says with its exit code.
    package enum ExitCode: Int32, Sendable, CaseIterable {
        /// The PNG is written.
        case done = 0
        /// `PictureError.Code.malformed`.
        case malformed = 10
        /// `PictureError.Code.tooLarge`.
        case tooLarge = 11
        /// `PictureError.Code.unknownFormat`.
        case unknownFormat = 12
        /// The process could not confine itself.
        case unconfined = 13

        /// The code for a failure.
        package init(_ code: PictureError.Code) {
            switch code {
            case .unknownFormat: self = .unknownFormat
            case .tooLarge: self = .tooLarge
            default: self = .malformed
            }
        }
    }

    private let program: String
    private let limits: PictureLimits

    /// A decoder by the process `program`, the one beside this program or where packages put it by default.
    package init(program: String = PictureDecoder.installed(), limits: PictureLimits = PictureLimits()) {
        self.program = program
        self.limits = limits
    }

    /// This decoder with no more than `time` for one picture.
    func within(_ time: Duration) -> PictureDecoder {
        var limits = limits
        limits.time = min(limits.time, time)
        return PictureDecoder(program: program, limits: limits)
    }

    /// `boomt-image` in the folder of the running program, else where the package puts it.
    package static func installed() -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        if count > 0, let slash = buffer[..<count].lastIndex(of: UInt8(ascii: "/")) {
            let beside = String(decoding: buffer[...slash], as: UTF8.self) + "boomt-image"
            if access(beside, X_OK) == 0 { return beside }
        }
        return "/usr/lib/boomt/boomt-image"
    }

    /// The picture as a PNG file of grey or RGB pixels. Blocks the calling thread until it is there, at most for the
    /// time of the limits.
    ///
    /// - Throws: ``PictureError``, and nothing else whatever the bytes are.
    package func png(of image: FaceImage) throws(PictureError) -> [UInt8] { try png(of: image.bytes) }

    /// The same for the bytes of any JPEG or JPEG 2000.
    package func png(of picture: [UInt8]) throws(PictureError) -> [UInt8] {
        let header = try PictureHeader(picture)
        let process = try DecodingProcess(program: program)
        let answer = try process.exchange(
            picture, answerLimit: PictureLimits.answerBytes, until: ContinuousClock.now + limits.time)
        guard case .exited(let status) = answer.ending, let code = ExitCode(rawValue: status) else {
            throw PictureError(.decoderFailed, "\(answer.ending)")
        }
        switch code {
        case .done: break
        case .malformed: throw PictureError(.malformed, "damaged, or of a kind that is not decoded")
        case .tooLarge: throw PictureError(.tooLarge, "decoded size")
        case .unknownFormat: throw PictureError(.unknownFormat, "neither JPEG nor JPEG 2000")
        case .unconfined: throw PictureError(.decoderFailed, "limits not accepted by the system")
        }
        try Self.check(answer.bytes, header)
        return answer.bytes
    }

    /// The answer has to be a PNG of the size that the picture has: a process that was taken over by its picture gets
    /// no further than a picture.
    private static func check(_ answer: [UInt8], _ header: PictureHeader) throws(PictureError) {
        do throws(ImageFileError) {
            let chunks = try PNGChunks(parsing: answer, signature: PNGWriter.signature, side: PictureLimits.side)
            guard chunks.header.width == header.width, chunks.header.height == header.height,
                [.grey, .rgb].contains(chunks.header.color), chunks.header.depth == 8
            else { throw ImageFileError(.malformed, "size") }
        } catch {
            throw PictureError(.decoderFailed, "answer is no such picture (\(error))")
        }
    }
}
