internal import Cryptography
internal import TravelDocument

/// The files of one reading, one after the other, and what came of each.
final class FileVisit {
    /// What has come so far.
    var reading: ChipReading
    private let run: ReadingRun
    private var tracker: ProgressTracker
    private var visited: Set<LDSFile> = []
    private let wanted: [LDSFile]
    private let progress: @Sendable (ChipReadingProgress) -> Void

    init(run: ReadingRun, wanted: [LDSFile], progress: @escaping @Sendable (ChipReadingProgress) -> Void) {
        self.run = run
        self.wanted = wanted
        self.progress = progress
        tracker = ProgressTracker(files: wanted)
        reading = ChipReading(files: ChipFiles(), access: run.report)
    }

    /// Reads a file unless that was done already.
    ///
    /// A fault in SOD, DG1 or DG2 is thrown; one in another file is noted, unless the way to the chip is lost with it.
    /// Without EF.COM, which nobody has signed, EF.SOD tells what there is.
    func read(_ file: LDSFile) async throws(ChipReadingError) {
        guard visited.insert(file).inserted else { return }
        do throws(ChipReadingError) {
            let outcome = try await run.timed(file.name) { () async throws(ChipReadingError) in
                try await run.read(file) { done, total in
                    progress(tracker.update(file, bytesDone: done, bytesTotal: total))
                }
            }
            switch outcome {
            case .whole(let bytes): reading.files[file] = bytes
            case .shortened(let bytes):
                reading.files[file] = bytes
                reading.shortened.append(file)
            case .missing: reading.missing.append(file)
            case .protected: reading.protected.append(file)
            }
            run.place.partial = finished()
        } catch {
            run.place.partial = finished()
            guard error.leavesSessionUsable, ![.sod, .dg1, .dg2].contains(file) else { throw error }
            reading.unreadable[file] = error
        }
        if reading.files[file] == nil { tracker.skip(file) }
    }

    /// Lets the chip prove that it is no copy, where SOD or COM tell of a key for it: by chip authentication, and by
    /// active authentication where that one has not succeeded.
    func authenticate() async throws(ChipReadingError) {
        let announced = announced
        if announced.contains(.dg14) {
            try await read(.dg14)
            if let file = reading.files[.dg14] {
                try await run.timed("chipAuthentication") { () async throws(ChipReadingError) in
                    try await run.authenticateChip(dg14: file)
                }
                try await run.timed("terminalAuthentication") { () async throws(ChipReadingError) in
                    try await run.authenticateTerminal(dg14: file)
                }
            } else if let fault = reading.unreadable[.dg14] {
                // A key that is announced and cannot be read is no chip without a key.
                run.authenticity.chipAuthentication = .init("CA", .failed, reason: "DG14: \(fault.code.rawValue)")
            }
        }
        guard announced.contains(.dg15), run.chipAuthentication == nil else { return }
        try await read(.dg15)
        if let file = reading.files[.dg15] {
            try await run.timed("activeAuthentication") { () async throws(ChipReadingError) in
                try await run.authenticateActively(dg15: file)
            }
        } else if let fault = reading.unreadable[.dg15] {
            run.authenticity.activeAuthentication = .init(
                challenge: [], answer: nil, refusal: "DG15: \(fault.code.rawValue)")
        }
    }

    /// The reading with its figures.
    func finished() -> ChipReading {
        reading.files[.cardAccess] = run.cardAccess
        reading.access = run.report
        reading.authenticity = run.authenticity
        reading.quirks = run.quirksUsed
        reading.apduCount = run.apduCount
        reading.bytesExchanged = run.bytesExchanged
        reading.timings = run.timings
        return reading
    }

    /// Data groups that the chip says it has, signed or not, and those that were asked for.
    private var announced: Set<LDSFile> {
        var files = Set(wanted)
        if let bytes = reading.files[.com], let common = try? CommonData(parsing: bytes) {
            files.formUnion(common.dataGroups)
        }
        if let bytes = reading.files[.sod], let cms = try? SecurityObjectFile(parsing: bytes).cms,
            let content = try? SignedData.content(ofUnverified: cms),
            let list = try? LDSSecurityObject(parsing: content)
        {
            files.formUnion(
                LDSFile.dataGroups.filter { file in file.dataGroupNumber.map { list.hashes[$0] != nil } == true })
        }
        return files
    }
}

extension ChipReadingError {
    /// Whether other files can still be read after this error.
    fileprivate var leavesSessionUsable: Bool {
        switch code {
        case .malformedFile, .fileTooLarge, .endlessFile, .unexpectedStatus: true
        default: false
        }
    }
}
