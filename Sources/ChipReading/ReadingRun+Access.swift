internal import Cryptography
internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// Learns whether the chip takes extended length, where the reader does but the chip has not said so yet.
    func learnLengths() async throws(ChipReadingError) {
        step = .capabilities
        guard habits.takesExtendedLength else { return }
        switch channel.lengths {
        case .short: break
        case .extended: (extendedBytes, commandBytes) = (limits.extendedReadBytes, limits.extendedReadBytes)
        case .askChip:
            var response = try await send(ChipCommand.readStart(of: .atrInfo, ne: 256))
            if response.statusWord != .success && response.statusWord != .endOfFile {
                // Chips without short identifiers; without the file as well, silence means short length.
                guard try await send(ChipCommand.select(.atrInfo)).statusWord.isSuccess else { return }
                response = try await send(ChipCommand.read(offset: 0, ne: 256))
            }
            guard let capabilities = ChipCapabilities(atrInfo: response.data) else { return }
            extendedBytes = extended(capabilities.longestResponse)
            commandBytes = extended(capabilities.longestCommand)
        }
    }

    /// What an announced length leaves for data; nil where short length takes as much.
    private func extended(_ longest: Int) -> Int? {
        let room = longest - ChipCapabilities.protectionOverhead
        return room > 256 ? min(limits.extendedReadBytes, room) : nil
    }

    /// Selects the passport application, ICAO 9303-10 §3.6.
    func selectApplication() async throws(ChipReadingError) {
        step = .selectApplication
        let status = try await send(ChipCommand.selectApplication).statusWord
        switch status {
        case .success: return
        case _ where habits.selectedStatuses.contains(status.rawValue): return
        case .fileNotFound, .instructionNotSupported, .classNotSupported: throw error(.notTravelDocument, status)
        default: throw error(.unexpectedStatus, status)
        }
    }

    /// How the chip was opened, up to now.
    var report: ChipReading.AccessReport {
        var name = pace?.info.name ?? "BAC"
        if !usesAccessControl { name = "none" }
        let cipher = pace.map { SessionCipher($0.info.cipher) } ?? .tripleDES
        return ChipReading.AccessReport(
            protocolName: name, parameterId: pace?.info.parameterId, cipher: usesAccessControl ? cipher.rawValue : nil,
            downgrade: isDowngrade, mappingProof: mappingProof, extendedLength: lengths.isExtended, renewals: renewals)
    }

    /// What a chip has said before it is opened.
    var unopened: ChipReading {
        var files = ChipFiles(files: masterFiles)
        files[.cardAccess] = cardAccess
        var access = report
        (access.protocolName, access.cipher) = ("unknown", nil)
        var reading = ChipReading(files: files, access: access)
        reading.quirks = quirksUsed
        reading.apduCount = apduCount
        reading.bytesExchanged = bytesExchanged
        reading.timings = timings
        return reading
    }

    /// Opens the chip: by basic access control, or not at all when everybody may read it. Does nothing more than
    /// choosing lengths after PACE.
    func openAccess() async throws(ChipReadingError) {
        step = .accessControl
        defer { lengths = readLengths }
        guard pace == nil else { return }
        do throws(ChipReadingError) {
            try await basicAccessControl()
            usesAccessControl = true
        } catch {
            // Chips without access control refuse the commands of BAC in various ways. Only a refusal that came as a
            // status word leads here, never an answer with a wrong MAC, and the report says "none".
            guard error.statusWord != nil, !usesAccessControl, try await isReadableByEverybody() else { throw error }
        }
    }

    /// How much to ask for, now that the cipher is known.
    var readLengths: ReadLengths {
        let opened = pace.map { SessionCipher($0.info.cipher) } ?? .tripleDES
        return ReadLengths(
            protected: usesAccessControl || chipAuthenticationCipher != nil, cipher: chipAuthenticationCipher ?? opened,
            extended: extendedBytes, known: [knownLength, learntLength].compactMap(\.self).min(), habits: habits)
    }

    /// What is asked for in a new session.
    enum Demand {
        /// As much at once as before: the length was not the reason.
        case asMuch
        /// Less, where there is less.
        case less
    }

    /// After the chip has dropped the session: begins another, with smaller reads where they may have been the reason.
    func renewSession(after lost: ChipReadingError, asking demand: Demand) async throws(ChipReadingError) {
        // Chips drop the session when they dislike the length asked for.
        let isSmaller = demand == .less && stepDown()
        let smaller = lengths
        try await beginAnew(after: lost, isStep: isSmaller)
        if let chipAuthentication { try await agree(on: chipAuthentication) }
        if let terminalChain { try await prove(terminalChain) }
        lengths = smaller
        step = .readFile
    }

    /// Asks for less at once from now on; false when there is nothing less.
    func stepDown() -> Bool {
        guard lengths.stepDown() else { return false }
        learntLength = lengths.current
        return true
    }

    /// Opens the chip once more, as it was opened first; gives up when that has happened too often.
    ///
    /// - Parameter isStep: whether less is asked for in the new session: there are only so many steps.
    func beginAnew(after lost: ChipReadingError, isStep: Bool = false) async throws(ChipReadingError) {
        guard usesAccessControl || chipAuthenticationCipher != nil,
            isStep || idleRenewals < ChipReadingLimits.sessionRenewals
        else { throw lost }
        renewals += 1
        if !isStep { idleRenewals += 1 }
        secureMessaging = nil
        chipAuthenticationCipher = nil
        if let pace {
            try await reopenByPACE(pace)
        } else {
            try await selectApplication()
            step = .accessControl
            if usesAccessControl { try await basicAccessControl() }
        }
    }

    private func basicAccessControl() async throws(ChipReadingError) {
        guard case .mrz(let input) = access else { throw error(.accessRefused) }
        // A refused length uses up the challenge.
        for ne in habits.mutualAuthenticationLengths {
            let challenge = try await send(ChipCommand.getChallenge)
            guard challenge.statusWord.isSuccess else { throw error(.accessRefused, challenge.statusWord) }
            guard challenge.data.count == 8 else {
                throw error(.accessRefused, detail: "challenge of \(challenge.data.count) bytes")
            }
            let exchange = try prepare(input, chipNonce: challenge.data)
            let answer = try await send(ChipCommand.externalAuthenticate(try request(of: exchange), ne: ne))
            let status = answer.statusWord
            if status.isSuccess {
                secureMessaging = try session(of: exchange, answer: answer.data)
                return
            }
            if ne != habits.mutualAuthenticationLengths.last, status == .wrongLength || status.exactLength != nil {
                continue
            }
            throw error(Self.speaksOfKey(status) ? .wrongKey : .accessRefused, status)
        }
        throw error(.accessRefused)
    }

    /// Statuses by which chips answer to a cryptogram of another key.
    static func speaksOfKey(_ status: StatusWord) -> Bool {
        status.sw1 == 0x63
            || [.securityStatusNotSatisfied, .secureMessagingObjectWrong, StatusWord(rawValue: 0x6A80)].contains(status)
    }

    private func prepare(_ input: String, chipNonce: [UInt8]) throws(ChipReadingError) -> BasicAccessControl {
        guard let nonce = random(8), let key = random(16), nonce.count == 8, key.count == 16 else {
            throw error(.internalFailure, detail: "no random bytes")
        }
        do throws(CryptographyError) {
            return BasicAccessControl(
                chipNonce: chipNonce, terminalNonce: nonce, terminalKey: key,
                keys: try SessionKeys(bacKeyInput: input))
        } catch {
            throw self.error(.internalFailure, detail: "\(error)")
        }
    }

    private func request(of exchange: BasicAccessControl) throws(ChipReadingError) -> [UInt8] {
        do throws(CryptographyError) {
            return try exchange.request()
        } catch {
            throw self.error(.internalFailure, detail: "\(error)")
        }
    }

    private func session(
        of exchange: BasicAccessControl, answer: [UInt8]
    ) throws(ChipReadingError) -> SecureMessaging {
        do throws(BasicAccessControl.Refusal) {
            return try exchange.session(answer: answer)
        } catch {
            switch error {
            case .length: throw self.error(.accessRefused, detail: "answer of \(answer.count) bytes")
            case .mac: throw self.error(.wrongKey, detail: "wrong MAC")
            case .nonce: throw self.error(.wrongKey, detail: "wrong nonce")
            case .cryptography(let reason): throw self.error(.internalFailure, detail: "\(reason)")
            }
        }
    }

    private func isReadableByEverybody() async throws(ChipReadingError) -> Bool {
        let head = ChipReadingLimits.headBytes
        if shortIdentifiersWork != false {
            let response = try await send(ChipCommand.readStart(of: .com, ne: head))
            if response.statusWord.isSuccess { return response.data.first == LDSFile.com.tag }
            guard response.statusWord != .securityStatusNotSatisfied else { return false }
        }
        guard try await send(ChipCommand.select(.com)).statusWord.isSuccess
        else { return false }
        let second = try await send(ChipCommand.read(offset: 0, ne: head))
        return second.statusWord.isSuccess && second.data.first == LDSFile.com.tag
    }
}
