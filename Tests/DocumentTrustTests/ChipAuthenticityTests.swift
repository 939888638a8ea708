import Cryptography
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

/// Proofs of the chip, held against keys that the state has signed or has not.
@Suite struct ChipAuthenticityTests {
    /// A good document with the data groups of these keys, signed unless told otherwise.
    private func document(_ keys: PassportAuthenticity, signed: Bool = true) throws -> TestDocument {
        var document = TestDocument.unsigned()
        let groups = try keys.dataGroups()
        if !signed { document.files[.sod] = try TestDocument.signer.get().sign(dataGroups: document.dataGroups) }
        for (file, bytes) in groups { document.files[file] = bytes }
        if signed { document.files[.sod] = try TestDocument.signer.get().sign(dataGroups: document.dataGroups) }
        document.files[.com] = CommonData(
            dataGroups: LDSFile.dataGroups.filter { document.files[$0] != nil }
        ).encoded()
        return document
    }

    private var agreement: PassportAuthenticity {
        var keys = PassportAuthenticity()
        keys.agreementKeys = [.init(parameterId: 12, privateKey: [9])]
        return keys
    }

    private func signature(_ key: KeyPair) -> PassportAuthenticity {
        var keys = PassportAuthenticity()
        keys.signatureKey = key
        return keys
    }

    private func row(
        _ document: TestDocument, _ facts: ChipAuthenticity?, id: CheckID = .chipAuthenticity
    ) throws -> InspectionCheck {
        let report = try document.inspect(access: InspectedAccess(protocolName: "BAC", authenticity: facts))
        let row = try #require(report.checks.first { $0.id == id })
        // What fails or is in doubt here keeps the whole from being good.
        if [.failed, .undetermined].contains(row.result) { #expect(report.overall != .successful) }
        return row
    }

    private func agreed(_ outcome: ChipAuthenticity.Outcome) -> ChipAuthenticity {
        ChipAuthenticity(chipAuthentication: .init("CA-ECDH-AES-128", outcome))
    }

    // MARK: - Chip authentication

    @Test func `chip authentication counts with a signed DG14`() throws {
        let document = try document(agreement)
        #expect(try row(document, agreed(.succeeded)).code == 0)
        #expect(try row(document, agreed(.succeeded)).text.en.contains("CA-ECDH-AES-128"))
        #expect(try row(document, agreed(.failed)).code == CheckCode.chipAuthenticationFailed.rawValue)
        #expect(try row(document, agreed(.unsupported)).code == CheckCode.chipAuthenticityUnsupported.rawValue)
    }

    @Test func `what only an unsigned file tells is undetermined when good and failed when not`() throws {
        let document = try document(agreement)
        func told(_ facts: ChipAuthenticity) throws -> InspectionCheck? {
            let access = InspectedAccess(protocolName: "BAC", authenticity: facts, toldByFile: true)
            return try document.inspect(access: access)[.chipAuthenticity]
        }
        #expect(try told(agreed(.succeeded))?.code == CheckCode.chipAuthenticityTold.rawValue)
        #expect(try told(agreed(.succeeded))?.result == .undetermined)
        #expect(try told(agreed(.failed))?.code == CheckCode.chipAuthenticationFailed.rawValue)
    }

    @Test func `chip authentication with a DG14 that nobody signed proves nothing`() throws {
        let row = try row(try document(agreement, signed: false), agreed(.succeeded))
        #expect(row.code == CheckCode.chipKeyNotSigned.rawValue)
        #expect(row.result == .undetermined)
    }

    @Test func `chip authentication with an exchanged DG14 proves nothing`() throws {
        var document = try document(agreement)
        var other = PassportAuthenticity()
        other.agreementKeys = [.init(parameterId: 12, privateKey: [11])]
        document.files[.dg14] = try other.dataGroups()[.dg14]
        #expect(try row(document, agreed(.succeeded)).code == CheckCode.chipKeyNotSigned.rawValue)
    }

    @Test func `a proof counts for nothing under a wrong signature of the document`() throws {
        var document = try document(agreement)
        let last = try #require(document.files[.sod]).count - 1
        document.files[.sod]?[last] ^= 1
        #expect(try row(document, agreed(.succeeded)).code == CheckCode.chipKeyNotSigned.rawValue)
    }

    @Test func `a chip that took its keys away is in doubt, one that never had any is not`() throws {
        var document = try document(agreement)
        document.files[.dg14] = nil
        #expect(try row(document, ChipAuthenticity()).code == CheckCode.chipKeyNotRead.rawValue)
        let plain = try row(try TestDocument.good(), ChipAuthenticity())
        #expect(plain.code == CheckCode.chipAuthenticityNotOffered.rawValue)
        #expect(plain.result == .notSupported)
    }

    @Test func `files without a chip are not judged for copies`() throws {
        let row = try row(try document(agreement), nil)
        #expect(row.code == CheckCode.chipAuthenticityNotChecked.rawValue)
        #expect(row.result == .notSupported)
    }

    // MARK: - Active authentication

    private func signed(
        _ key: KeyPair, _ challenge: [UInt8], _ change: (inout [UInt8]) -> Void = { _ in }
    ) throws -> ChipAuthenticity {
        var answer = try key.signActively(
            challenge, hash: .sha256, recoverable: { [UInt8](repeating: 0x42, count: $0) })
        change(&answer)
        return ChipAuthenticity(activeAuthentication: .init(challenge: [1, 2, 3, 4, 5, 6, 7, 8], answer: answer))
    }

    @Test(arguments: [TestKeyKind.rsaPKCS1(1024), .ec(.p256), .ec(.brainpoolP512r1)])
    func `active authentication is judged again from challenge and answer`(_ kind: TestKeyKind) throws {
        let key =
            switch kind {
            case .rsaPKCS1(let bits), .rsaPSS(let bits): try KeyPair.rsa(bits)
            case .ec(let curve): try KeyPair.ec(curve)
            }
        let challenge: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        let document = try document(signature(key))
        #expect(try row(document, try signed(key, challenge)).code == 0)
        let failed = CheckCode.activeAuthenticationFailed.rawValue
        #expect(try row(document, try signed(key, [8, 7, 6, 5, 4, 3, 2, 1])).code == failed)
        #expect(try row(document, try signed(key, challenge) { $0[$0.count / 2] ^= 1 }).code == failed)
        #expect(try row(document, try signed(key, challenge) { $0.removeLast() }).code == failed)
        let silent = ChipAuthenticity(activeAuthentication: .init(challenge: challenge, answer: nil, refusal: "6982"))
        #expect(try row(document, silent).code == failed)
        let unsigned = try row(try self.document(signature(key), signed: false), try signed(key, challenge))
        #expect(unsigned.code == CheckCode.chipKeyNotSigned.rawValue)
    }

    /// Whoever makes a signature with the exponent 3 by hand leaves bytes behind the hash.
    @Test func `a signature that has no room in the answers leaves the chip in doubt`() throws {
        let key = try KeyPair.rsa(2048)
        let document = try document(signature(key))
        let challenge: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        let whole = try key.signActively(
            challenge, hash: .sha256, recoverable: { [UInt8](repeating: 0x5A, count: $0) })
        for answer in [[UInt8](whole.prefix(231)), nil] {
            for (exceeds, code) in [(true, CheckCode.signatureExceedsAnswers), (false, .activeAuthenticationFailed)] {
                let facts = ChipAuthenticity(
                    activeAuthentication: .init(challenge: challenge, answer: answer, exceedsAnswers: exceeds))
                #expect(try row(document, facts).code == code.rawValue)
            }
        }
    }

    @Test func `bytes behind the trailer or a total recovery are no signature`() throws {
        let key = try KeyPair.rsa(1024)
        let challenge = [UInt8](repeating: 5, count: 8)
        for answer in [
            [], [0x00], [UInt8](repeating: 0xFF, count: 128), [UInt8](repeating: 0, count: 128),
            [UInt8](repeating: 1, count: 4096),
        ] {
            #expect(
                ActiveAuthenticationSignature.verify(answer, over: challenge, by: key.publicKey, algorithm: nil)
                    == .invalid(.signatureMismatch))
        }
    }
}
