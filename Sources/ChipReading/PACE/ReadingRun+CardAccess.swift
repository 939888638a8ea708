internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// Selects the master file where a chip is known to need that.
    func selectMasterFile() async throws(ChipReadingError) {
        step = .capabilities
        // Whether it is refused does not matter: the files that are looked for below will tell.
        guard habits.masterFile != .unselected else { return }
        _ = try await send(Self.selection(habits.masterFile))
    }

    /// Reads EF.CardAccess before anything is selected, ICAO 9303-11 §4.2: by its identifier, by its short one, or as it
    /// is known of the chip; then once more under the master file, which some chips want to be told to go to.
    func learnPACE() async throws(ChipReadingError) -> PACEOffer {
        step = .capabilities
        let response: ResponseAPDU
        switch try await beginning() {
        case .data(let found): response = found
        case .absent: return .absent
        case .refused(let status): return .unusable("EF.CardAccess: \(status)")
        }
        return try await offer(beginningWith: response)
    }

    /// How the way to EF.CardAccess ended.
    private enum Beginning {
        /// Its first bytes.
        case data(ResponseAPDU)
        /// There is none.
        case absent
        /// The chip has it and does not give it, or does not say whether there is one.
        case refused(StatusWord)
    }

    /// Where the chip is after its reset; then, if the file was not there, under the master file. A chip that has its
    /// passport application selected by default does not find EF.CardAccess before it has left that, or finds EF.CVCA,
    /// which has the same identifiers there.
    private func beginning() async throws(ChipReadingError) -> Beginning {
        let first = try await beginningHere()
        if case .data(let response) = first, response.data.first == 0x31 { return first }
        for way in [ReadingHabits.MasterFile.identifier, .implicit] {
            guard try await send(Self.selection(way)).statusWord.isSuccess else { continue }
            masterFileWay = way
            return try await beginningHere()
        }
        return first
    }

    /// A chip that lets us select the file has it. Without that, 6A82 to one way is enough for "absent", and any other
    /// refusal but of the command itself leaves it open.
    private func beginningHere() async throws(ChipReadingError) -> Beginning {
        var isAbsent = false
        var kept: StatusWord?
        var refused: StatusWord?
        for way in habits.cardAccess {
            let response: ResponseAPDU
            switch way {
            case .identifier:
                let selected = try await send(ChipCommand.select(.cardAccess))
                if selected.statusWord.isSuccess {
                    response = try await start { ne in ChipCommand.read(offset: 0, ne: ne) }
                    kept = kept ?? response.statusWord
                } else {
                    response = selected
                }
            case .shortIdentifier:
                response = try await start { ne in ChipCommand.readStart(of: .cardAccess, ne: ne) }
            }
            if Self.hasData(response) { return .data(response) }
            switch response.statusWord {
            case .fileNotFound: isAbsent = true
            case let status where Self.unknownWays.contains(status.rawValue): break
            case let status: refused = refused ?? status
            }
        }
        if let kept { return .refused(kept) }
        return isAbsent ? .absent : refused.map { .refused($0) } ?? .absent
    }

    /// Statuses of chips that have no such command, no such parameters, or nothing selected to read from: they have no
    /// files under the master file (ISO/IEC 7816-4 §5.1.3).
    private static let unknownWays: Set<UInt16> = [0x6A81, 0x6A86, 0x6D00, 0x6E00, 0x6986]

    /// SELECT of the master file in one way.
    static func selection(_ way: ReadingHabits.MasterFile) -> CommandAPDU {
        way == .implicit ? ChipCommand.selectMasterFileImplicitly : ChipCommand.selectMasterFile
    }

    private func offer(beginningWith first: ResponseAPDU) async throws(ChipReadingError) -> PACEOffer {
        var response = first
        var bytes = response.data
        let total: Int
        do throws(TLVError) {
            let limit = ChipReadingLimits.cardAccessBytes
            guard let length = try TLV.fileLength(header: [UInt8](bytes.prefix(8)), limit: limit) else {
                return .unusable("EF.CardAccess of \(bytes.count) bytes")
            }
            total = length
        } catch {
            return .unusable("EF.CardAccess: \(error)")
        }
        var reads = ChipReadingLimits.spareReads
        while bytes.count < total, reads > 0 {
            reads -= 1
            response = try await send(ChipCommand.read(offset: bytes.count, ne: min(128, total - bytes.count)))
            guard Self.hasData(response) else { return .unusable("EF.CardAccess: \(response.statusWord)") }
            bytes += response.data
        }
        guard bytes.count >= total else { return .unusable("EF.CardAccess has no end") }
        bytes.removeLast(bytes.count - total)
        cardAccess = bytes
        let entries = (try? SecurityInfos(parsing: bytes, of: .cardAccess).entries) ?? []
        learn(protocols: entries.map(\.oid))
        return PACEOffer(cardAccess: bytes, preferring: habits.preferredMapping)
    }

    /// The first bytes, all of them where the chip gives them at once: some chips want the exact length, some refuse to
    /// be asked for more than the file has.
    private func start(_ command: (Int) -> CommandAPDU) async throws(ChipReadingError) -> ResponseAPDU {
        let response = try await send(command(256))
        if Self.hasData(response) { return response }
        switch response.statusWord {
        case let status where status.exactLength != nil:
            return try await send(command(status.exactLength ?? 256))
        case .wrongLength, .wrongOffset: return try await send(command(ChipReadingLimits.headBytes))
        default: return response
        }
    }

    private static func hasData(_ response: ResponseAPDU) -> Bool {
        [.success, .endOfFile].contains(response.statusWord) && !response.data.isEmpty
    }

    /// Reads EF.CardSecurity after the chip-authentication mapping, which proves the key in it. A chip that does not
    /// give it is read on: it has proved nothing then.
    func readCardSecurity() async throws(ChipReadingError) {
        guard authenticity.mapping != nil else { return }
        lengths = readLengths
        let known = shortIdentifiersWork
        do throws(ChipReadingError) {
            if case .whole(let bytes) = try await read(.cardSecurity, progress: { _, _ in }) { cardSecurity = bytes }
        } catch {
            switch error.code {
            case .malformedFile, .fileTooLarge, .endlessFile, .unexpectedStatus: break
            default: throw error
            }
        }
        // What holds under the master file need not hold in the application.
        shortIdentifiersWork = known
    }
}
