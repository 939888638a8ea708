internal import Cryptography
internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// Opens the chip by PACE, ICAO 9303-11 §4.4. A failure is tried once more; after the second the policy decides:
    /// false means that basic access control may be used and the report says so.
    func openByPACE(_ offer: PACEOffer, _ policy: AccessPolicy) async throws(ChipReadingError) -> Bool {
        step = .accessControl
        let failure: ChipReadingError
        switch offer {
        case .absent:
            guard policy.choice == .pace else { return false }
            throw error(.accessRefused, detail: "no PACE offered")
        case .unusable(let why): failure = error(.accessRefused, detail: "PACE: \(why)")
        case .usable(let choice):
            if let first = try await attempt(choice) {
                guard let second = try await attempt(choice) else { return true }
                // A chip that has refused the key once may say something vaguer the second time.
                failure = first.code == .wrongKey ? first : second
            } else {
                return true
            }
        }
        guard policy.allowsDowngrade, policy.choice == .auto, case .mrz = access else { throw failure }
        isDowngrade = true
        return false
    }

    /// After a dropped session: the master file, PACE again, the application.
    func reopenByPACE(_ choice: PACEOffer.Choice) async throws(ChipReadingError) {
        // A refusal does not matter: PACE tells.
        _ = try await send(Self.selection(masterFileWay ?? habits.masterFile))
        step = .accessControl
        if let failure = try await attempt(choice) { throw failure }
        try await selectApplication()
    }

    /// One run of PACE; gives back the failure that is the chip's or the key's, and throws any other.
    private func attempt(_ choice: PACEOffer.Choice) async throws(ChipReadingError) -> ChipReadingError? {
        do throws(ChipReadingError) {
            secureMessaging = nil
            try await runPACE(choice)
            usesAccessControl = true
            pace = choice
            return nil
        } catch {
            guard error.code == .wrongKey || error.code == .accessRefused else { throw error }
            return error
        }
    }

    private func runPACE(_ choice: PACEOffer.Choice) async throws(ChipReadingError) {
        let exchange: PACEExchange
        do throws(CryptographyError) {
            exchange = try PACEExchange(info: choice.info, group: choice.group, access: access)
        } catch {
            throw self.error(.internalFailure, detail: "\(error)")
        }
        try await announce(choice)
        let encrypted = try await step(1, sending: nil, expecting: 0x80)
        let nonce = try accept { () throws(PACEExchange.Refusal) in try exchange.nonce(encrypted.value) }

        let mappedGenerator: [UInt8]
        var chipMappingKey: [UInt8] = []
        if choice.info.mapping == .integrated {
            guard let ours = random(exchange.integratedNonceBytes), ours.count == exchange.integratedNonceBytes else {
                throw error(.internalFailure, detail: "no random bytes")
            }
            _ = try await step(2, sending: (0x81, ours), expecting: nil)
            mappedGenerator = try accept { () throws(PACEExchange.Refusal) in
                try exchange.integratedGenerator(nonce: nonce, terminalNonce: ours)
            }
        } else {
            let (privateKey, publicKey) = try keyPair(exchange, generator: try standardGenerator(exchange))
            chipMappingKey = try await step(2, sending: (0x81, publicKey), expecting: 0x82).value
            mappedGenerator = try accept { () throws(PACEExchange.Refusal) in
                try exchange.generator(nonce: nonce, privateKey: privateKey, chipKey: chipMappingKey)
            }
        }

        let (privateKey, publicKey) = try keyPair(exchange, generator: mappedGenerator)
        let chipKey = try await step(3, sending: (0x83, publicKey), expecting: 0x84).value
        let agreement = try accept { () throws(PACEExchange.Refusal) in
            try exchange.agree(privateKey: privateKey, publicKey: publicKey, chipKey: chipKey)
        }
        let last = try await step(4, sending: (0x85, agreement.terminalToken), expecting: 0x86)
        guard constantTimeEqual(last.value, agreement.chipToken) else {
            throw error(.wrongKey, detail: "wrong token of the chip")
        }
        secureMessaging = SecureMessaging(keys: agreement.keys, sendSequenceCounter: 0)
        mappingProof = nil
        paceIdentifier = choice.group.compressed(chipKey)
        // A chip that gives no proof, or a misformed one, is open all the same: it has not proved its static key.
        authenticity.mapping = nil
        guard choice.info.mapping == .chipAuthentication else { return }
        authenticity.mapping = .init(
            parameterId: choice.info.parameterId, mappingKey: chipMappingKey, authenticationData: nil)
        if let sent = last.others.first(where: { $0.tag == 0x8A }),
            let data = try? exchange.authenticationData(sent.value, keys: agreement.keys)
        {
            authenticity.mapping?.authenticationData = HexBytes(data)
            mappingProof = ChipAuthenticationMapping(
                group: choice.group, mappingKey: chipMappingKey, authenticationData: data)
        }
    }

    /// MSE:Set AT, §4.4.4.1: protocol, password, and the domain parameters where there is a choice.
    private func announce(_ choice: PACEOffer.Choice) async throws(ChipReadingError) {
        let password: UInt8 =
            switch access {
            case .mrz: 0x01
            case .can: 0x02
            }
        var data = TLV.encode(tag: 0x80, value: DottedIdentifier.encode(choice.info.oid) ?? [])
        data += TLV.encode(tag: 0x83, value: [password])
        if choice.namesParameters || habits.paceParameters == .always {
            data += TLV.encode(tag: 0x84, value: [UInt8(truncatingIfNeeded: choice.info.parameterId)])
        }
        let status = try await send(ChipCommand.setAuthenticationTemplate(data)).statusWord
        // 63Cx counts the tries that are left and forbids nothing.
        guard status.isSuccess || status.rawValue & 0xFFF0 == 0x63C0 else { throw error(.accessRefused, status) }
    }

    /// One GENERAL AUTHENTICATE, §4.4.4.2: an object to the chip, the expected one of its answer, and what came beside.
    private func step(
        _ number: Int, sending object: (tag: UInt32, value: [UInt8])?, expecting tag: UInt32?
    ) async throws(ChipReadingError) -> (value: [UInt8], others: [TLV]) {
        let response = try await send(
            ChipCommand.generalAuthenticate(
                object.map { TLV.encode(tag: $0.tag, value: $0.value) } ?? [], isLast: number == 4))
        let status = response.statusWord
        guard status.isSuccess else {
            throw error(number == 4 && Self.speaksOfKey(status) ? .wrongKey : .accessRefused, status)
        }
        guard let whole = try? TLV.parseOne(response.data), whole.tag == 0x7C, let objects = try? whole.children()
        else { throw error(.accessRefused, detail: "PACE step \(number): no dynamic authentication data") }
        guard let tag else { return ([], objects) }
        guard let found = objects.first(where: { $0.tag == tag }) else {
            throw error(.accessRefused, detail: "PACE step \(number): object missing")
        }
        return (found.value, objects.filter { $0.tag != tag })
    }

    private func standardGenerator(_ exchange: PACEExchange) throws(ChipReadingError) -> [UInt8] {
        do throws(CryptographyError) {
            return try exchange.group.generator()
        } catch {
            throw self.error(.internalFailure, detail: "\(error)")
        }
    }

    private func keyPair(
        _ exchange: PACEExchange, generator: [UInt8]
    ) throws(ChipReadingError) -> (privateKey: [UInt8], publicKey: [UInt8]) {
        let privateKey = try accept { () throws(PACEExchange.Refusal) in try exchange.privateKey(random: random) }
        guard let privateKey else { throw error(.internalFailure, detail: "no random bytes") }
        let publicKey = try accept { () throws(PACEExchange.Refusal) in
            try exchange.publicKey(privateKey, generator: generator)
        }
        return (privateKey, publicKey)
    }

    private func accept<Value>(_ body: () throws(PACEExchange.Refusal) -> Value) throws(ChipReadingError) -> Value {
        do throws(PACEExchange.Refusal) {
            return try body()
        } catch {
            switch error {
            case .value(let what): throw self.error(.accessRefused, detail: "PACE: \(what)")
            case .cryptography(let reason): throw self.error(.internalFailure, detail: "\(reason)")
            }
        }
    }
}
