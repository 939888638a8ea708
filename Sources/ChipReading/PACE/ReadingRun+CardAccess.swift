internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// Reads EF.CardAccess before anything is selected, ICAO 9303-11 §4.2: by its identifier, else by its short one.
    ///
    /// Without selecting the master file: chips refuse that in many ways, and after a reset it is selected already. A
    /// chip without the file costs one command.
    func learnPACE() async throws(ChipReadingError) -> PACEOffer {
        step = .capabilities
        let selected = try await send(ChipCommand.select(.cardAccess)).statusWord
        if selected == .fileNotFound { return .absent }
        var response = try await start { ne in
            selected.isSuccess ? ChipCommand.read(offset: 0, ne: ne) : ChipCommand.readStart(of: .cardAccess, ne: ne)
        }
        guard Self.hasData(response) else {
            // A chip that let us select the file has it.
            return selected.isSuccess ? .unusable("EF.CardAccess: \(response.statusWord)") : .absent
        }
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
        return PACEOffer(cardAccess: bytes)
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
