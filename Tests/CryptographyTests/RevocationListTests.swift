import Testing

@testable import Cryptography

@Suite struct RevocationListTests {
    static let key = Result { try KeyPair.ec(.p256) }

    static func certificate(_ name: String, serial: [UInt8] = [0x40, 1]) throws -> Certificate {
        let key = try key.get()
        let subject = DistinguishedName(country: "MN", commonName: name)
        var builder = try CertificateBuilder(
            subject: subject, issuer: subject, notBefore: 0, notAfter: 2_000_000_000, publicKey: key.publicKey)
        builder.serial = serial
        return try builder.sign(with: key, .ecdsa(.sha256, plain: false))
    }

    static func list(_ adjust: (inout RevocationListBuilder) -> Void = { _ in }) throws -> [UInt8] {
        var builder = RevocationListBuilder(
            authority: try certificate("CSCA"), thisUpdate: 1_700_000_000, nextUpdate: 1_707_000_000)
        adjust(&builder)
        return try builder.sign(with: key.get(), .ecdsa(.sha256, plain: false))
    }

    @Test func `A list tells what it revokes, when it is due and who signed it`() throws {
        let der = try Self.list {
            $0.revoked = [(serial: [0, 0x91], date: 1_699_000_000, reason: 4), (serial: [7], date: 5, reason: nil)]
            $0.number = 300
        }
        let list = try RevocationList(der: der)
        #expect(list.thisUpdate == 1_700_000_000 && list.nextUpdate == 1_707_000_000)
        #expect(list.number == [1, 44] && list.count == 2 && list.unknownCritical.isEmpty)
        let authority = try Self.certificate("CSCA")
        #expect(list.authorityKeyIdentifier == authority.subjectKeyIdentifier)
        #expect(list.isSigned(by: authority) == .valid)
        #expect(
            list.entry(for: try Self.certificate("A", serial: [0x91])) == .init(date: 1_699_000_000, reason: 4))
        #expect(list.entry(for: try Self.certificate("B", serial: [7])) == .init(date: 5, reason: nil))
        #expect(list.entry(for: try Self.certificate("C", serial: [8])) == nil)
    }

    @Test func `An empty list without a next one is read`() throws {
        let list = try RevocationList(
            der: Self.list {
                $0.nextUpdate = nil
                $0.number = nil
                $0.authorityKeyIdentifier = nil
            })
        #expect(list.count == 0 && list.nextUpdate == nil && list.number == nil)
    }

    @Test func `Critical extensions that we do not know are kept in mind`() throws {
        // 2.5.29.27 marks a list of changes only.
        let list = try RevocationList(der: Self.list { $0.unknownCritical = ["2.5.29.27"] })
        #expect(list.unknownCritical == ["2.5.29.27"])
    }

    @Test func `A changed signature is noticed`() throws {
        let list = try RevocationList(der: Self.list { $0.breaksSignature = true })
        #expect(list.isSigned(by: try Self.certificate("CSCA")) != .valid)
    }

    @Test func `Cut off and changed bytes are refused or harmless`() throws {
        let der = try Self.list { $0.revoked = [(serial: [1], date: 0, reason: 1)] }
        for count in 0..<der.count {
            #expect(throws: CryptographyError.self) { try RevocationList(der: Array(der.prefix(count))) }
        }
        #expect(throws: CryptographyError.self) { try RevocationList(der: der + [0]) }
        let authority = try Self.certificate("CSCA")
        for place in der.indices {
            var changed = der
            changed[place] ^= 0x15
            guard let list = try? RevocationList(der: changed) else { continue }
            // Only the encoding around the signed part may change without harm.
            #expect(list.isSigned(by: authority) != .valid || list.entry(for: authority) == nil)
        }
    }

    @Test func `A list with more entries than the limit is refused`() throws {
        let der = try Self.list {
            for number in 0...Limits.revokedCertificates {
                let bytes = withUnsafeBytes(of: UInt32(number).bigEndian) { [UInt8]($0) }
                $0.revoked.append((serial: [1] + bytes, date: 0, reason: nil))
            }
        }
        #expect(throws: CryptographyError.self) { try RevocationList(der: der) }
    }

    @Test(arguments: 0..<70) func `Base64 gives back what it took`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        let text = Base64.encode(bytes)
        #expect(text.count == (count + 2) / 3 * 4)
        #expect(Base64.decode(text) == bytes)
        #expect(try PEM.blocks(in: PEM.text(.init(label: "X", bytes: bytes))) == [.init(label: "X", bytes: bytes)])
    }

    @Test(arguments: ["A", "AA=A", "A===", "AB*=", "AAAA===="]) func `Text that is no base64 is refused`(text: String) {
        #expect(Base64.decode(Array(text.utf8)) == nil)
    }
}
