internal import Glibc
internal import ImageFiles
internal import TravelDocument

/// `boomt-image`: reads one compressed picture from standard input and writes it as PNG to standard output. Started for
/// one picture by `PictureDecoder`, which takes everything that may go wrong here.
@main struct Main {
    static func main() {
        guard Confinement.enter() else { exit(PictureDecoder.ExitCode.unconfined.rawValue) }
        do throws(PictureError) {
            let bytes = try input()
            let header = try PictureHeader(bytes)
            let pixels = header.format == .jpeg ? try JPEG.decode(bytes, header) : try JPEG2000.decode(bytes, header)
            let file: [UInt8]
            do throws(ImageFileError) { file = try pixels.pngFile() } catch {
                throw PictureError(.malformed, "\(error)")
            }
            output(file)
        } catch {
            exit(PictureDecoder.ExitCode(error.code).rawValue)
        }
    }

    private static func input() throws(PictureError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= PictureLimits.compressedBytes else { throw PictureError(.tooLarge, "input") }
        }
    }

    private static func output(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { exit(PictureDecoder.ExitCode.unconfined.rawValue) }
            rest = rest.dropFirst(count)
        }
    }
}
