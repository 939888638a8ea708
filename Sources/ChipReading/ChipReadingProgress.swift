package import TravelDocument

/// How far a reading is.
package struct ChipReadingProgress: Sendable, Equatable {
    /// The file being read.
    package var file: LDSFile
    /// Bytes of it that are here.
    package var bytesDone: Int
    /// Its length.
    package var bytesTotal: Int
    /// Of the whole reading, 0...100; never goes back.
    package var percent: Int
}

/// Turns the bytes of single files into one percentage.
struct ProgressTracker {
    private let files: [LDSFile]
    private var lengths: [LDSFile: Int]
    private var done: [LDSFile: Int] = [:]
    private var percent = 0

    /// Lengths are guessed until a file's header tells.
    init(files: [LDSFile]) {
        self.files = files
        lengths = Dictionary(files.map { ($0, Self.usualLength($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// `bytesDone` of a file of `bytesTotal` are here.
    mutating func update(_ file: LDSFile, bytesDone: Int, bytesTotal: Int) -> ChipReadingProgress {
        lengths[file] = bytesTotal
        done[file] = bytesDone
        let whole = files.reduce(0) { $0 + (lengths[$1] ?? 0) }
        let part = files.reduce(0) { $0 + min(done[$1] ?? 0, lengths[$1] ?? 0) }
        if whole > 0 { percent = max(percent, part * 100 / whole) }
        return ChipReadingProgress(file: file, bytesDone: bytesDone, bytesTotal: bytesTotal, percent: percent)
    }

    /// A file is not going to be read: it counts no more.
    mutating func skip(_ file: LDSFile) {
        lengths[file] = done[file] ?? 0
    }

    private static func usualLength(_ file: LDSFile) -> Int {
        switch file {
        case .com: 30
        case .sod: 2500
        case .dg1: 95
        case .dg2: 20_000
        case .dg3, .dg4: 20_000
        default: 500
        }
    }
}
