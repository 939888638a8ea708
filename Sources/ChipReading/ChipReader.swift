internal import Cryptography
package import SmartCard
package import TravelDocument

/// Reads the files of a passport chip.
///
/// ```swift
/// let card = try await CardConnection.open(reader: name)
/// let reading = try await ChipReader(channel: card).read(access: .mrz(bacKeyInput: zone.bacKeyInput))
/// await card.close()
/// ```
///
/// Order of ICAO 9303-11 §4.2: EF.CardAccess; PACE where the chip offers it; select the application; basic access
/// control where there was no PACE; EF.SOD and EF.COM; chip or active authentication where they tell of it; then the
/// other files. Everything that a chip may say is bounded by `ChipReadingLimits`; the task may be cancelled between two
/// commands.
package struct ChipReader: Sendable {
    /// Where nonces and keys come from: `count` random bytes, nil when there is no randomness to be had. A test or a
    /// recording gives its own.
    package typealias RandomSource = @Sendable (_ count: Int) -> [UInt8]?

    /// The files of a usual reading.
    package static let usualFiles: [LDSFile] = [.sod, .com, .dg1, .dg2]

    private let channel: any CardChannel
    private let limits: ChipReadingLimits
    private let policy: AccessPolicy
    private let authenticates: Bool
    private let terminal: TerminalCredentials?
    private let memory: (lengths: ReadLengthMemory, pair: ReadLengthMemory.Pair)?
    private let quirks: ChipQuirks
    private let traits: ChipTraits
    private let random: RandomSource
    private let progress: @Sendable (ChipReadingProgress) -> Void

    /// A reader over `channel`.
    ///
    /// - Parameters:
    ///   - authenticates: whether the chip has to prove that it is no copy, where it can: by chip authentication, else
    ///     by active authentication. What is read for it (DG14, DG15, EF.CardSecurity) is among the files.
    ///   - terminal: with what we prove to the chip that we may read fingers, after chip authentication.
    ///   - memory: what is known of lengths for the reader and this kind of chip; the reading adds to it.
    ///   - quirks: what is known of chips and readers.
    ///   - traits: what is known of this chip and its reader.
    ///   - progress: called after each block, on the thread that reads: it should return at once.
    package init(
        channel: any CardChannel, limits: ChipReadingLimits = ChipReadingLimits(),
        policy: AccessPolicy = AccessPolicy(), authenticates: Bool = true,
        terminal: TerminalCredentials? = nil,
        memory: (lengths: ReadLengthMemory, pair: ReadLengthMemory.Pair)? = nil,
        quirks: ChipQuirks = .standard, traits: ChipTraits = ChipTraits(),
        progress: @escaping @Sendable (ChipReadingProgress) -> Void = { _ in },
        random: @escaping RandomSource = { count in try? SecureRandom.bytes(count) }
    ) {
        self.channel = channel
        self.limits = limits
        self.policy = policy
        self.authenticates = authenticates
        self.terminal = terminal
        self.memory = memory
        self.quirks = quirks
        self.traits = traits
        self.random = random
        self.progress = progress
    }

    /// Opens the chip and reads `files`, the usual ones by default. Of the files under the master file
    /// EF.CardAccess is read where it is looked at for PACE, EF.CardSecurity after PACE-CAM, and EF.DIR and EF.ATR/INFO
    /// when they are asked for.
    ///
    /// Files that are missing or protected are named in the result. A fault in SOD, DG1 or DG2 ends the reading; a
    /// fault in another file is noted and the reading goes on, unless the way to the chip is lost with it.
    package func read(
        access: AccessKey, files: [LDSFile]? = nil
    ) async throws(ChipReadingError) -> ChipReading {
        let attempt = await attempt(access: access, files: files)
        switch attempt {
        case .whole(let reading): return reading
        case .broken(let fault, _): throw fault
        }
    }

    /// Reads as `read` does; a reading that breaks off tells what it has until then, too.
    package func attempt(access: AccessKey, files: [LDSFile]? = nil) async -> ChipReadingAttempt {
        let place = ReadingPlace()
        let fault: ChipReadingError
        do throws(SmartCardError) {
            switch try await channel.converse({ await self.result(access, files, place) }) {
            case .success(let reading): return .whole(reading)
            case .failure(let error): fault = error
            }
        } catch {
            fault = ChipReadingError(error, step: place.now.step, file: place.now.file)
        }
        return .broken(fault, place.partial)
    }

    private func result(
        _ access: AccessKey, _ files: [LDSFile]?, _ place: ReadingPlace
    ) async -> Result<ChipReading, ChipReadingError> {
        do throws(ChipReadingError) {
            return .success(try await readHere(access, files, place))
        } catch {
            return .failure(error)
        }
    }

    private func readHere(
        _ access: AccessKey, _ files: [LDSFile]?, _ place: ReadingPlace
    ) async throws(ChipReadingError) -> ChipReading {
        let wanted = Self.order(files ?? Self.usualFiles)
        let run = ReadingRun(
            channel: channel, limits: limits, access: access, random: random, place: place, quirks: quirks,
            traits: traits)
        run.terminal = terminal
        run.knownLength = memory.flatMap { $0.lengths.longest($0.pair) }
        // Of a reading that breaks off, too: the next one shall not have to find out again.
        defer { if let memory, let learnt = run.learntLength { memory.lengths.note(learnt, memory.pair) } }
        let offer = try await run.timed("capabilities") { () async throws(ChipReadingError) in
            try await run.selectMasterFile()
            try await run.learnLengths()
            try await run.readMasterFiles(files ?? [])
            return try await run.learnPACE()
        }
        run.place.partial = run.unopened
        if policy.choice == .bac {
            run.isDowngrade = offer != .absent
        } else if offer != .absent || policy.choice == .pace {
            try await run.timed("accessControl") { () async throws(ChipReadingError) in
                _ = try await run.openByPACE(offer, policy)
            }
            try await run.readCardSecurity()
        }
        try await run.timed("selectApplication") { () async throws(ChipReadingError) in
            try await run.selectApplication()
        }
        try await run.timed("accessControl") { () async throws(ChipReadingError) in try await run.openAccess() }

        let visit = FileVisit(run: run, wanted: wanted, progress: progress)
        run.place.partial = visit.finished()
        visit.reading.files[.cardSecurity] = run.cardSecurity
        for file in [LDSFile.atrInfo, .dir] where files?.contains(file) == true {
            visit.reading.files[file] = run.masterFiles[file]
            if run.masterFiles[file] == nil { visit.reading.missing.append(file) }
        }
        for file in wanted.prefix(while: { $0 == .sod || $0 == .com }) { try await visit.read(file) }
        if authenticates { try await visit.authenticate() }
        for file in wanted { try await visit.read(file) }
        return visit.finished()
    }

    /// SOD first: it says what has to be there. Then COM, DG1, DG2, and the others by number.
    private static func order(_ files: [LDSFile]) -> [LDSFile] {
        let asked = Set(files.filter { !$0.isUnderMasterFile })
        return usualFiles.filter(asked.contains) + asked.subtracting(usualFiles).sorted()
    }
}
