internal import Cryptography
internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// Terminal authentication, version 1 (BSI TR-03110-1 §3.5): the chip verifies certificates from one of its trust
    /// points down to ours, and our signature over its identifier, a challenge and our key of chip authentication.
    ///
    /// A chip that refuses is read on without fingers.
    func authenticateTerminal(dg14: [UInt8]) async throws(ChipReadingError) {
        step = .terminalAuthentication
        file = nil
        let infos = try? DG14(parsing: dg14).securityInfos
        let isAnnounced = infos?.mentionsTerminalAuthentication == true
        guard let terminal else {
            if isAnnounced { note(.notAttempted, "no certificates of a terminal") }
            return
        }
        let info = infos?.terminalAuthenticationInfo
        if isAnnounced, info == nil { return note(.failed, "entry of DG14 not understood") }
        guard chipAuthentication != nil else {
            return note(isAnnounced ? .notAttempted : .notSupported, "no chip authentication before")
        }
        do throws(ChipReadingError) {
            guard let file = try await certificateFile(info ?? TerminalAuthenticationInfo()) else {
                return note(isAnnounced ? .failed : .notSupported, "no EF.CVCA")
            }
            try await authenticate(terminal, certificateFile: file)
        } catch {
            guard error.isOfChipAuthentication else { throw error }
            note(.failed, error.reason)
            try await recover(after: error)
        }
    }

    /// One trust point after the other, the newest first, until one of them leads to us.
    private func authenticate(
        _ terminal: TerminalCredentials, certificateFile: [UInt8]
    ) async throws(ChipReadingError) {
        let trusted: [CertificateReference]
        do throws(CardVerifiableError) {
            trusted = try AuthorityReferences(parsing: certificateFile).references
        } catch {
            return note(.failed, "EF.CVCA: \(error.code.rawValue)")
        }
        let chains = trusted.compactMap { terminal.chain(from: $0) }
        if chains.isEmpty { return note(.notAttempted, "no certificates for the chip's trust points") }
        for chain in chains {
            do throws(ChipReadingError) {
                try await prove(chain)
                terminalChain = chain
                authenticity.terminalAuthentication = .init(.succeeded, algorithm: chain.algorithm.name)
                return
            } catch {
                guard error.isOfChipAuthentication else { throw error }
                note(.failed, error.reason, chain)
                try await recover(after: error)
            }
        }
    }

    /// Sends a chain and signs. Throws `unexpectedStatus` with what the chip refused.
    func prove(_ chain: TerminalChain) async throws(ChipReadingError) {
        step = .terminalAuthentication
        guard let terminal, let terminalKey, let identifier else {
            throw error(.unexpectedStatus, detail: "no key to bind the terminal to")
        }
        for certificate in chain.certificates {
            let selected = try await send(ChipCommand.setVerifyingKey(certificate.authority))
            try expect(selected, "key \(certificate.authority) for a certificate")
            try expect(
                try await sendParts(certificate.verificationData, ChipCommand.verifyCertificate),
                "certificate \(certificate.holder)")
        }
        try expect(try await send(ChipCommand.setTerminalKey(chain.holder)), "key of the terminal")
        let challenge = try await send(ChipCommand.getChallenge)
        try expect(challenge, "challenge")
        guard challenge.data.count == 8 else {
            throw error(.unexpectedStatus, detail: "challenge of \(challenge.data.count) bytes")
        }
        let signature: [UInt8]
        do throws(CryptographyError) {
            signature = try await terminal.signer.sign(identifier + challenge.data + terminalKey, chain.algorithm)
        } catch {
            throw self.error(.unexpectedStatus, detail: "the terminal's key does not sign: \(error.code.rawValue)")
        }
        try expect(try await sendParts(signature, ChipCommand.presentSignature), "signature of the terminal")
    }

    /// How the signature calls the chip: its compressed key of PACE, or the document number with its check digit.
    private var identifier: [UInt8]? {
        if pace != nil { return paceIdentifier }
        // Behind the number: birth and expiry date, each of six digits and a check digit.
        guard case .mrz(let input) = access, input.utf8.count > 14 else { return nil }
        return [UInt8](input.utf8.dropLast(14))
    }

    /// EF.CVCA; nil when there is none. Where DG14 gives a short identifier, too, both have to lead to it.
    private func certificateFile(_ info: TerminalAuthenticationInfo) async throws(ChipReadingError) -> [UInt8]? {
        let ne = ChipReadingLimits.certificateFileBytes
        let selected = try await send(ChipCommand.select(identifier: info.fileIdentifier)).statusWord
        if selected == .fileNotFound { return nil }
        guard selected.isSuccess else { throw error(.unexpectedStatus, selected, detail: "EF.CVCA") }
        var command = ChipCommand.read(offset: 0, ne: ne)
        if let short = info.shortFileIdentifier, shortIdentifiersWork == true {
            command = ChipCommand.readStart(shortIdentifier: short, ne: ne)
        }
        let response = try await send(command)
        guard response.statusWord.isSuccess || response.statusWord == .endOfFile else {
            throw error(.unexpectedStatus, response.statusWord, detail: "EF.CVCA")
        }
        return response.data
    }

    /// Long data in one extended command, or chained (ISO/IEC 7816-4 §5.1.1.1) where only short ones go.
    private func sendParts(
        _ data: [UInt8], _ command: ([UInt8], Bool) -> CommandAPDU
    ) async throws(ChipReadingError) -> ResponseAPDU {
        let most = commandBytes ?? ChipReadingLimits.shortCommandBytes
        var rest = data[...]
        while rest.count > most {
            let response = try await send(command([UInt8](rest.prefix(most)), false))
            guard response.statusWord.isSuccess else { return response }
            rest = rest.dropFirst(most)
        }
        return try await send(command([UInt8](rest), true))
    }

    /// A session that the chip has ended is begun anew, chip authentication included.
    private func recover(after error: ChipReadingError) async throws(ChipReadingError) {
        if secureMessaging != nil, error.code == .unexpectedStatus { return }
        try await beginAnew(after: error)
        if let chipAuthentication { try await agree(on: chipAuthentication) }
    }

    private func expect(_ response: ResponseAPDU, _ what: String) throws(ChipReadingError) {
        guard response.statusWord.isSuccess else {
            throw error(.unexpectedStatus, response.statusWord, detail: "\(what) refused")
        }
    }

    private func note(
        _ outcome: TerminalAuthentication.Outcome, _ reason: String, _ chain: TerminalChain? = nil
    ) {
        authenticity.terminalAuthentication = .init(outcome, algorithm: chain?.algorithm.name, reason: reason)
    }
}

extension KeyAgreementGroup {
    /// The short form of a public key: x on a curve, else its SHA-1 digest (BSI TR-03110-3 §A.2.2.3).
    func compressed(_ element: [UInt8]) -> [UInt8]? {
        isCurve ? secret(of: element) : try? HashAlgorithm.sha1.digest(element)
    }
}
