internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// How reading a file ended, faults apart.
    enum FileOutcome {
        /// All bytes that the header announces.
        case whole([UInt8])
        /// The chip's file ends before that.
        case shortened([UInt8])
        /// Not on the chip.
        case missing
        /// For terminals with more rights.
        case protected
    }

    /// Reads one file whole: the head tells the length, then block after block.
    func read(
        _ file: LDSFile, progress: (_ done: Int, _ total: Int) -> Void
    ) async throws(ChipReadingError) -> FileOutcome {
        step = .readFile
        self.file = file
        let head: [UInt8]
        switch try await open(file) {
        case .whole(let bytes), .shortened(let bytes): head = bytes
        case .missing: return .missing
        case .protected: return .protected
        }
        let total = try length(of: file, head: head)
        progress(min(head.count, total), total)
        var bytes = [UInt8](head.prefix(total))
        bytes.reserveCapacity(total)
        var reads = total / ChipReadingLimits.bytesPerReadAtLeast + ChipReadingLimits.spareReads
        while bytes.count < total {
            guard reads > 0 else { throw error(.endlessFile, detail: "\(bytes.count) of \(total) bytes") }
            reads -= 1
            let part: [UInt8]
            do throws(ChipReadingError) {
                part = try await readBlock(at: bytes.count, remaining: total - bytes.count)
            } catch {
                guard error.code == .sessionLost else { throw error }
                try await renewSession(after: error, asking: .less)
                try await reopen(file, head: head)
                continue
            }
            if part.isEmpty { return .shortened(bytes) }
            bytes += part
            progress(bytes.count, total)
        }
        return .whole(bytes)
    }

    // MARK: - Beginning of a file

    /// Selects the file and reads its first bytes, by short identifier if the chip knows them.
    private func open(_ file: LDSFile) async throws(ChipReadingError) -> FileOutcome {
        do throws(ChipReadingError) {
            return try await openOnce(file)
        } catch {
            // Some chips refuse a file in the clear and end the session with it: the refusal counts, and the reading
            // goes on with a new session.
            guard error.code == .sessionLost, let status = error.statusWord else { throw error }
            try await renewSession(after: error, asking: .asMuch)
            switch status {
            case .fileNotFound: return .missing
            case .securityStatusNotSatisfied: return .protected
            default:
                // What the chip did not understand may have been the short identifier.
                if shortIdentifiersWork == nil { shortIdentifiersWork = false }
                return try await openOnce(file)
            }
        }
    }

    private func openOnce(_ file: LDSFile) async throws(ChipReadingError) -> FileOutcome {
        if shortIdentifiersWork != false {
            let response = try await readHead { ne in ChipCommand.readStart(of: file, ne: ne) }
            switch response.statusWord {
            case .success, .endOfFile:
                shortIdentifiersWork = true
                return .whole(response.data)
            case .securityStatusNotSatisfied: return .protected
            case .fileNotFound where shortIdentifiersWork == true: return .missing
            default:
                // Not understood: by its long identifier then. Once a short one has worked, a refusal is a refusal.
                guard shortIdentifiersWork == nil else { throw error(.unexpectedStatus, response.statusWord) }
            }
        }
        let status = try await send(ChipCommand.select(file)).statusWord
        switch status {
        case .success: break
        case .fileNotFound: return .missing
        case .securityStatusNotSatisfied: return .protected
        default: throw error(.unexpectedStatus, status)
        }
        let response = try await readHead { ne in ChipCommand.read(offset: 0, ne: ne) }
        switch response.statusWord {
        case .success, .endOfFile:
            shortIdentifiersWork = false
            return .whole(response.data)
        case .securityStatusNotSatisfied: return .protected
        default: throw error(.unexpectedStatus, response.statusWord)
        }
    }

    /// The first bytes, obeying 6Cxx once: a file may be shorter than the head we ask for.
    private func readHead(_ command: (Int) -> CommandAPDU) async throws(ChipReadingError) -> ResponseAPDU {
        let head = ChipReadingLimits.headBytes
        var response = try await send(command(head))
        if let exact = response.statusWord.exactLength, exact < head {
            response = try await send(command(exact))
        }
        if response.statusWord.isSuccess && response.data.isEmpty { throw dataMissing(response.statusWord) }
        return response
    }

    private func length(of file: LDSFile, head: [UInt8]) throws(ChipReadingError) -> Int {
        let limit = [.dg2, .dg3].contains(file) ? limits.imageFileBytes : limits.fileBytes
        if let tag = file.tag {
            guard head.first == tag else { throw error(.malformedFile, detail: "wrong first byte") }
        }
        do throws(TLVError) {
            guard let total = try TLV.fileLength(header: head, limit: limit) else {
                throw TLVError(code: .truncated, offset: head.count, message: "header of \(head.count) bytes")
            }
            return total
        } catch {
            throw self.error(error.code == .lengthOverLimit ? .fileTooLarge : .malformedFile, detail: "\(error)")
        }
    }

    /// Selects the file again in a new session; a chip that now has another head is another chip.
    private func reopen(_ file: LDSFile, head: [UInt8]) async throws(ChipReadingError) {
        self.file = file
        guard case .whole(let again) = try await openOnce(file), again == head else {
            throw error(.malformedFile, detail: "file changed in a new session")
        }
    }

    // MARK: - Blocks

    /// The next bytes of the selected file from `offset` on; empty at the end of the file.
    private func readBlock(at offset: Int, remaining: Int) async throws(ChipReadingError) -> [UInt8] {
        let isFar = offset >= ChipReadingLimits.evenInstructionBytes
        // The answer to the odd instruction is wrapped in a data object.
        let wrapping = isFar ? (lengths.isExtended ? 4 : 3) : 0
        let wanted = min(remaining, lengths.current - wrapping)
        var ne = wanted + wrapping
        var obeyed = false
        while true {
            let response = try await send(
                isFar ? ChipCommand.readFar(offset: offset, ne: ne) : ChipCommand.read(offset: offset, ne: ne))
            let status = response.statusWord
            if let exact = status.exactLength, !obeyed, exact < ne, habits.exactLength == .obeyed {
                obeyed = true
                ne = exact
                continue
            }
            switch status {
            case .success, .endOfFile:
                let data = isFar ? try unwrap(response.data) : response.data
                guard !data.isEmpty || status == .endOfFile else { throw dataMissing(status) }
                return [UInt8](data.prefix(remaining))
            case _ where [.wrongLength, .wrongOffset].contains(status) || status.exactLength != nil:
                if stepDown() { return try await readBlock(at: offset, remaining: remaining) }
                // Nothing smaller to ask for: the file ends here, or the chip refuses to go on.
                guard status == .wrongOffset else { throw error(.unexpectedStatus, status) }
                return []
            case .securityStatusNotSatisfied where usesAccessControl:
                throw error(.sessionLost, status)
            default:
                throw error(.unexpectedStatus, status)
            }
        }
    }

    /// Success without data: inside a session, a part of the answer is missing.
    private func dataMissing(_ status: StatusWord) -> ChipReadingError {
        secureMessaging == nil
            ? error(.unexpectedStatus, status, detail: "no data")
            : error(.secureMessagingBroken, status, detail: "data missing")
    }

    /// The content of DO 53.
    private func unwrap(_ data: [UInt8]) throws(ChipReadingError) -> [UInt8] {
        guard !data.isEmpty else { return [] }
        do throws(TLVError) {
            let object = try TLV.parseOne(data)
            guard object.tag == 0x53 else { throw TLVError(code: .unexpectedTag, offset: 0, message: "not DO 53") }
            return object.value
        } catch {
            throw self.error(.malformedFile, detail: "\(error)")
        }
    }
}
