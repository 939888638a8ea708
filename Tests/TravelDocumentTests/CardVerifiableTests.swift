import Harness
import Testing
import TravelDocument

/// Card-verifiable certificates, EF.CVCA and the entry of DG14, read and written.
@Suite struct CardVerifiableTests {
    static let point: [UInt8] = [0x04] + [UInt8](repeating: 0x11, count: 64)
    static let parameters = CardVerifiableKey.DomainParameters(
        prime: [UInt8](repeating: 0xFF, count: 32), a: [1], b: [2], generator: point, order: [5])

    static let keys = [
        CardVerifiableKey(
            algorithm: CardVerifiableKey.arc + ".1.4",
            material: .rsa(modulus: [UInt8](repeating: 0xC3, count: 256), exponent: [1, 0, 1])),
        CardVerifiableKey(
            algorithm: CardVerifiableKey.arc + ".2.3", material: .curve(point: point, parameters: nil)),
        CardVerifiableKey(
            algorithm: CardVerifiableKey.arc + ".2.5", material: .curve(point: point, parameters: parameters)),
    ]

    static func certificate(
        _ key: CardVerifiableKey = keys[1], rights: TerminalRights = TerminalRights(.terminal)
    ) throws -> CardVerifiableCertificate {
        let body = CardVerifiableCertificate.Body(
            authority: try #require(CertificateReference("UTDVER00001")), publicKey: key,
            holder: try #require(CertificateReference("UTTERM00001")), rights: rights,
            effectiveDate: try #require(CivilDate(year: 2026, month: 2, day: 28)),
            expirationDate: try #require(CivilDate(year: 2029, month: 12, day: 31)))
        return CardVerifiableCertificate(body) { _ in [UInt8](repeating: 0x5A, count: 64) }
    }

    @Test(arguments: keys) func `a certificate is read as it was written`(_ key: CardVerifiableKey) throws {
        let certificate = try Self.certificate(key)
        let read = try CardVerifiableCertificate(parsing: certificate.encoded())
        #expect(read == certificate)
        #expect(read.holder.description == "UTTERM00001" && read.authority.description == "UTDVER00001")
        #expect(read.encoded() == certificate.encoded() && !read.isSelfIssued)
    }

    @Test(arguments: TerminalRights.Role.allCases, [(true, false), (false, true), (true, true), (false, false)])
    func `role and rights are kept`(_ role: TerminalRights.Role, _ may: (Bool, Bool)) throws {
        let rights = TerminalRights(role, readsFingers: may.0, readsIrises: may.1)
        let read = try CardVerifiableCertificate(parsing: Self.certificate(rights: rights).encoded())
        #expect(read.body.rights == rights)
    }

    @Test func `rights are what all signers have`() {
        let limited = TerminalRights(.terminal, readsFingers: true, readsIrises: true)
            .limited(by: TerminalRights(.domesticVerifier, readsFingers: true, readsIrises: false))
        #expect(limited == TerminalRights(.terminal, readsFingers: true, readsIrises: false))
    }

    @Test func `extensions are passed over and stay signed`() throws {
        let plain = try Self.certificate()
        let body = try TLV.parseOne(plain.bodyBytes)
        let longer = TLV.encode(
            tag: 0x7F4E, value: body.value + TLV.encode(tag: 0x65, value: TLV.encode(tag: 0x73, value: [6, 1, 0])))
        let read = try CardVerifiableCertificate(
            parsing: TLV.encode(tag: 0x7F21, value: longer + TLV.encode(tag: 0x5F37, value: plain.signature)))
        #expect(read.body == plain.body && read.bodyBytes == longer)
        #expect(read.verificationData.starts(with: longer))
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: CardVerifiableError.Code
        var change: @Sendable (inout [(tag: UInt32, value: [UInt8])]) -> Void
    }

    static func replace(_ tag: UInt32, _ value: [UInt8]) -> @Sendable (inout [(tag: UInt32, value: [UInt8])]) -> Void {
        { objects in objects = objects.map { $0.tag == tag ? ($0.tag, value) : $0 } }
    }

    static func remove(_ tag: UInt32) -> @Sendable (inout [(tag: UInt32, value: [UInt8])]) -> Void {
        { objects in objects.removeAll { $0.tag == tag } }
    }

    static let faults: [Fault] =
        [0x5F29, 0x42, 0x7F49, 0x5F20, 0x7F4C, 0x5F25, 0x5F24].map { tag in
            Fault(testDescription: "without \(tag)", code: .missingObject, change: remove(UInt32(tag)))
        } + [
            Fault(testDescription: "profile 1", code: .unsupportedVersion, change: replace(0x5F29, [1])),
            Fault(
                testDescription: "authority of 17 bytes", code: .invalidContent,
                change: replace(0x42, [UInt8](repeating: 0x41, count: 17))),
            Fault(
                testDescription: "date of five digits", code: .invalidContent, change: replace(0x5F25, [2, 6, 0, 1, 1])),
            Fault(testDescription: "month 13", code: .invalidContent, change: replace(0x5F24, [2, 6, 1, 3, 0, 1])),
            Fault(testDescription: "digit ten", code: .invalidContent, change: replace(0x5F24, [2, 10, 0, 1, 0, 1])),
            Fault(
                testDescription: "type authentication terminal", code: .invalidContent,
                change: replace(0x7F4C, [0x06, 0x09, 4, 0, 0x7F, 0, 7, 3, 1, 2, 2, 0x53, 1, 0xC1])),
            Fault(
                testDescription: "rights of two bytes", code: .invalidContent,
                change: replace(0x7F4C, [0x06, 0x09, 4, 0, 0x7F, 0, 7, 3, 1, 2, 1, 0x53, 2, 0xC1, 0])),
            Fault(
                testDescription: "key of chip authentication", code: .invalidContent,
                change: replace(0x7F49, [0x06, 0x09, 4, 0, 0x7F, 0, 7, 2, 2, 1, 2, 0x86, 1, 4])),
            Fault(
                testDescription: "half of the domain parameters", code: .missingObject,
                change: replace(0x7F49, [0x06, 0x0A, 4, 0, 0x7F, 0, 7, 2, 2, 2, 2, 3, 0x81, 1, 7, 0x86, 1, 4])),
            Fault(testDescription: "holder twice", code: .malformed) { $0.append((0x5F20, [0x41])) },
            Fault(testDescription: "too many objects", code: .overLimit) { objects in
                for tag in UInt32(0xC0)...0xD8 { objects.append((tag, [])) }
            },
        ]

    @Test(arguments: faults) func `a wrong body is refused`(_ fault: Fault) throws {
        let certificate = try Self.certificate()
        var objects = try TLV.parseOne(certificate.bodyBytes).children().map { (tag: $0.tag, value: $0.value) }
        fault.change(&objects)
        let body = TLV.encode(tag: 0x7F4E, children: objects.map { TLV.encode(tag: $0.tag, value: $0.value) })
        let bytes = TLV.encode(tag: 0x7F21, value: body + TLV.encode(tag: 0x5F37, value: certificate.signature))
        let error = #expect(throws: CardVerifiableError.self) { try CardVerifiableCertificate(parsing: bytes) }
        #expect(error?.code == fault.code)
    }

    @Test(arguments: keys) func `no certificate cut off anywhere is read`(_ key: CardVerifiableKey) throws {
        let bytes = try Self.certificate(key).encoded()
        for count in bytes.indices {
            #expect(throws: CardVerifiableError.self) {
                try CardVerifiableCertificate(parsing: [UInt8](bytes.prefix(count)))
            }
        }
        #expect(throws: CardVerifiableError.self) { try CardVerifiableCertificate(parsing: bytes + [0]) }
    }

    @Test func `changed certificates are read or refused and never more`() throws {
        var random = SeededGenerator(seed: 3110)
        let bytes = try Self.keys.map { try Self.certificate($0).encoded() }
        var accepted = 0
        for round in 0..<6000 {
            var changed = bytes[round % bytes.count]
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let read = try? CardVerifiableCertificate(parsing: changed) else { continue }
            accepted += 1
            #expect(changed.count == bytes[round % bytes.count].count && read.bodyBytes.count < changed.count)
        }
        #expect((1..<6000).contains(accepted))
    }

    @Test(arguments: [1, 2]) func `EF_CVCA has one or two references and zeros`(_ count: Int) throws {
        let file = AuthorityReferences(
            ["UTCVCA00002", "UTCVCA00001"].prefix(count).compactMap { CertificateReference($0) })
        #expect(file.encoded().count == 36)
        #expect(try AuthorityReferences(parsing: file.encoded()) == file)
    }

    @Test func `a third reference is passed over`() throws {
        let names = ["UTCVCA00003", "UTCVCA00002", "UTCVCA00001"].compactMap { CertificateReference($0) }
        let read = try AuthorityReferences(parsing: AuthorityReferences(names).encoded())
        #expect(read.references == [CertificateReference](names.prefix(2)))
    }

    @Test(arguments: [
        ([], CardVerifiableError.Code.missingObject), ([UInt8](repeating: 0, count: 36), .missingObject),
        ([0x43, 1, 0x41], .invalidContent), ([0x42, 0], .invalidContent), ([0x42, 9, 0x41], .malformed),
        ([0x42, 17] + [UInt8](repeating: 0x41, count: 17), .invalidContent),
        ([UInt8](repeating: 0x42, count: 300), .overLimit),
    ])
    func `a wrong EF_CVCA is refused`(_ bytes: [UInt8], _ code: CardVerifiableError.Code) {
        let error = #expect(throws: CardVerifiableError.self) { try AuthorityReferences(parsing: bytes) }
        #expect(error?.code == code)
    }

    @Test(arguments: [
        TerminalAuthenticationInfo(), TerminalAuthenticationInfo(fileIdentifier: 0x0142, shortFileIdentifier: nil),
        TerminalAuthenticationInfo(fileIdentifier: 0x0142, shortFileIdentifier: 0x02),
    ])
    func `DG14 tells where EF_CVCA lies`(_ info: TerminalAuthenticationInfo) throws {
        let infos = try DG14(parsing: DG14.encoded([info.encoded()])).securityInfos
        #expect(infos.terminalAuthenticationInfo == info && infos.mentionsTerminalAuthentication)
    }

    @Test(
        arguments: [
            [0x02, 1, 2], [], [0x02, 1, 1, 0x30, 3, 0x04, 1, 1], [0x02, 1, 1, 0x30, 7, 4, 2, 1, 0x42, 4, 1, 0x3F],
            [0x02, 1, 1, 0x30, 4, 0x02, 2, 1, 1],
        ] as [[UInt8]])
    func `another entry is mentioned and not understood`(_ values: [UInt8]) throws {
        let oid = TLV.encode(tag: 0x06, value: try #require(DottedIdentifier.encode(CardVerifiableKey.arc)))
        let infos = try DG14(parsing: DG14.encoded([TLV.encode(tag: 0x30, value: oid + values)])).securityInfos
        #expect(infos.terminalAuthenticationInfo == nil && infos.mentionsTerminalAuthentication)
    }
}
