internal import Checkpoint
internal import Support
internal import TravelDocument

/// Machine-readable zones in files: blocks of lines, separated by blank lines.
enum MRZInput {
    /// The blocks of a text, each with its lines joined by line feeds. Any kind of line end is taken.
    static func blocks(_ bytes: [UInt8]) -> [String] {
        var blocks: [String] = []
        var block: [UInt8] = []
        var line: [UInt8] = []
        func endBlock() {
            guard !block.isEmpty else { return }
            blocks.append(String(decoding: block, as: UTF8.self))
            block = []
        }
        func endLine() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                endBlock()
            } else {
                if !block.isEmpty { block.append(0x0A) }
                block += line
            }
            line = []
        }
        var previous: UInt8 = 0
        for byte in bytes {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: endLine()
            default: line.append(byte)
            }
            previous = byte
        }
        endLine()
        endBlock()
        return blocks
    }

    /// The first zone of a file, which must have a format; its check digits are the caller's matter.
    ///
    /// - Throws: `unusable` for a file that cannot be read or holds no zone.
    static func zone(_ path: String, today: CivilDate) throws(CommandFailure) -> MachineReadableZone {
        let bytes = try InputFile.read(path, limit: Limits.zoneFileBytes)
        guard let block = blocks(bytes).first else {
            throw CommandFailure(.unusable, "\(path) holds no machine-readable zone")
        }
        do throws(MRZError) {
            return try MachineReadableZone(parsing: block, today: today)
        } catch {
            throw CommandFailure(.unusable, "\(path) holds no machine-readable zone: \(error)")
        }
    }

    /// Today at the border.
    static func today() -> CivilDate { UlaanbaatarCalendar.day(of: .now()) }
}
