extension CardVerifiableCertificate.Body {
    /// Reads the data object 7F4E.
    init(parsing element: TLV) throws(CardVerifiableError) {
        let objects = try CardVerifiableCertificate.objects(element)
        guard try objects.required(0x5F29, "profile identifier") == [0] else {
            throw CardVerifiableError(.unsupportedVersion, "certificate profile")
        }
        guard let key = objects.element(0x7F49) else { throw CardVerifiableError(.missingObject, "public key") }
        guard let authorization = objects.element(0x7F4C) else {
            throw CardVerifiableError(.missingObject, "authorization")
        }
        self.init(
            authority: try Self.reference(objects.required(0x42, "authority reference"), "authority reference"),
            publicKey: try CardVerifiableKey(parsing: key),
            holder: try Self.reference(objects.required(0x5F20, "holder reference"), "holder reference"),
            rights: try Self.rights(authorization),
            effectiveDate: try Self.date(objects.required(0x5F25, "effective date"), "effective date"),
            expirationDate: try Self.date(objects.required(0x5F24, "expiration date"), "expiration date"))
    }

    /// The data object 7F4E, in the order of the standard.
    func encoded() -> [UInt8] {
        TLV.encode(
            tag: 0x7F4E,
            children: [
                TLV.encode(tag: 0x5F29, value: [0]), TLV.encode(tag: 0x42, value: authority.bytes),
                publicKey.encoded(), TLV.encode(tag: 0x5F20, value: holder.bytes),
                TLV.encode(
                    tag: 0x7F4C,
                    children: [
                        TLV.encode(tag: 0x06, value: DottedIdentifier.encode(TerminalRights.inspectionSystem) ?? []),
                        TLV.encode(tag: 0x53, value: [rights.byte]),
                    ]),
                TLV.encode(tag: 0x5F25, value: Self.digits(effectiveDate)),
                TLV.encode(tag: 0x5F24, value: Self.digits(expirationDate)),
            ])
    }

    private static func reference(_ bytes: [UInt8], _ what: String) throws(CardVerifiableError) -> CertificateReference
    {
        guard let reference = CertificateReference(bytes) else { throw CardVerifiableError(.invalidContent, what) }
        return reference
    }

    /// 7F4C: only the type inspection system has rights at a passport.
    private static func rights(_ element: TLV) throws(CardVerifiableError) -> TerminalRights {
        let objects = try CardVerifiableCertificate.objects(element)
        let type = DottedIdentifier.decode(try objects.required(0x06, "terminal type"))
        let bits = try objects.required(0x53, "rights")
        guard type == TerminalRights.inspectionSystem, bits.count == 1 else {
            throw CardVerifiableError(.invalidContent, "authorization is not that of an inspection system")
        }
        return TerminalRights(byte: bits[0])
    }

    /// Six digits YYMMDD, each in a byte of its own; the century is the present one (§D.2.1.3).
    private static func date(_ bytes: [UInt8], _ what: String) throws(CardVerifiableError) -> CivilDate {
        let numbers = bytes.map { Int($0) }
        guard numbers.count == 6, numbers.allSatisfy({ $0 <= 9 }),
            let date = CivilDate(
                year: 2000 + numbers[0] * 10 + numbers[1], month: numbers[2] * 10 + numbers[3],
                day: numbers[4] * 10 + numbers[5])
        else { throw CardVerifiableError(.invalidContent, what) }
        return date
    }

    private static func digits(_ date: CivilDate) -> [UInt8] {
        [date.year % 100, date.month, date.day].flatMap {
            [UInt8(truncatingIfNeeded: $0 / 10), UInt8(truncatingIfNeeded: $0 % 10)]
        }
    }
}
