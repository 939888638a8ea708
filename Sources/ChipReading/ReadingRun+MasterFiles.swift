internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// Reads EF.DIR and EF.ATR/INFO (ICAO 9303-10 §3.11) before anything is selected, where they are asked for. They
    /// are lists without a frame: the chip tells where they end. One that it does not give is missing and nothing else;
    /// nothing depends on them.
    func readMasterFiles(_ wanted: [LDSFile]) async throws(ChipReadingError) {
        step = .capabilities
        for file in [LDSFile.atrInfo, .dir] where wanted.contains(file) {
            masterFiles[file] = try await list(file)
        }
    }

    private func list(_ file: LDSFile) async throws(ChipReadingError) -> [UInt8]? {
        var response = try await first { ne in ChipCommand.readStart(of: file, ne: ne) }
        if !Self.gives(response) {
            guard try await send(ChipCommand.select(file)).statusWord.isSuccess else { return nil }
            response = try await first { ne in ChipCommand.read(offset: 0, ne: ne) }
        }
        guard Self.gives(response) else { return nil }
        var bytes = response.data
        var reads = ChipReadingLimits.spareReads
        // A short answer, a warning or a refusal is the end.
        while response.statusWord == .success, response.data.count == 256, reads > 0,
            bytes.count < TravelDocument.Limits.directoryBytes
        {
            reads -= 1
            response = try await send(ChipCommand.read(offset: bytes.count, ne: 256))
            guard Self.gives(response) else { break }
            bytes += response.data
        }
        return bytes
    }

    /// The first bytes; chips that want to be asked for the exact length say it.
    private func first(_ command: (Int) -> CommandAPDU) async throws(ChipReadingError) -> ResponseAPDU {
        let response = try await send(command(256))
        guard let exact = response.statusWord.exactLength else { return response }
        return try await send(command(exact))
    }

    private static func gives(_ response: ResponseAPDU) -> Bool {
        [.success, .endOfFile].contains(response.statusWord) && !response.data.isEmpty
    }
}
