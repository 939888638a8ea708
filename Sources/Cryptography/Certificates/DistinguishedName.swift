/// The name of a subject or issuer of a certificate (RFC 5280 §4.1.2.4).
package struct DistinguishedName: Sendable, Hashable, CustomStringConvertible {
    /// The encoding as it stood in the input.
    package let der: [UInt8]

    /// The attributes in their order: dotted type and text.
    package let attributes: [Attribute]

    /// One attribute of a name.
    package struct Attribute: Sendable, Hashable {
        /// The dotted type, such as 2.5.4.6 for the country.
        package let type: String
        /// The value as text.
        package let value: String
    }

    /// id-at-countryName.
    static let countryType = "2.5.4.6"
    /// id-at-organizationName.
    static let organizationType = "2.5.4.10"
    /// id-at-commonName.
    static let commonNameType = "2.5.4.3"

    /// A name of country, organisation and common name; parts that are nil are left out.
    package init(country: String, organization: String? = nil, commonName: String) {
        var members: [[UInt8]] = []
        func add(_ type: String, _ value: [UInt8]) {
            members.append(DER.setOf([DER.sequence(DER.objectIdentifier(type), value)]))
        }
        // ICAO 9303-12 §7.1: the country as PrintableString, the rest as UTF8String.
        add(Self.countryType, DER.printableString(country))
        if let organization { add(Self.organizationType, DER.utf8String(organization)) }
        add(Self.commonNameType, DER.utf8String(commonName))
        der = DER.sequence(members)
        attributes =
            [Attribute(type: Self.countryType, value: country)]
            + (organization.map { [Attribute(type: Self.organizationType, value: $0)] } ?? [])
            + [Attribute(type: Self.commonNameType, value: commonName)]
    }

    /// Reads a Name.
    init(parsing value: ASN1Value) throws(CryptographyError) {
        guard value.identifier == ASN1.sequence else { throw CryptographyError(.malformed, "name") }
        var attributes: [Attribute] = []
        var parts = value.reader
        while !parts.isAtEnd {
            var members = try parts.next(ASN1.set).reader
            while !members.isAtEnd {
                guard attributes.count < Limits.membersPerSet else {
                    throw CryptographyError(.limitExceeded, "name")
                }
                var member = try members.next(ASN1.sequence).reader
                let type = try member.next(ASN1.objectIdentifier).objectIdentifier()
                attributes.append(Attribute(type: type, value: Self.text(try member.next())))
            }
        }
        der = [UInt8](value.encoding)
        self.attributes = attributes
    }

    /// The country in upper case, such as `MN`; nil when the name has none. Some states write it in lower case.
    package var country: String? {
        attributes.first { $0.type == Self.countryType }.map { $0.value.uppercased() }
    }

    /// The common name, nil when there is none.
    package var commonName: String? {
        attributes.first { $0.type == Self.commonNameType }?.value
    }

    /// Whether two names mean the same: type by type the same text, no matter in which string type, letter case or
    /// spacing. Issuers re-encode their own name between the CSCA and the signers it issues (RFC 5280 §7.1 asks for
    /// such a comparison).
    package func matches(_ other: DistinguishedName) -> Bool {
        der == other.der || folded == other.folded
    }

    /// The form in which names are compared.
    package var folded: [Attribute] {
        attributes.map { attribute in
            let words = attribute.value.lowercased().split(separator: " ", omittingEmptySubsequences: true)
            return Attribute(type: attribute.type, value: words.joined(separator: " "))
        }
    }

    package var description: String {
        attributes.map { "\(Self.label($0.type))=\($0.value)" }.joined(separator: ", ")
    }

    private static func label(_ type: String) -> String {
        switch type {
        case commonNameType: "CN"
        case "2.5.4.5": "serialNumber"
        case countryType: "C"
        case "2.5.4.7": "L"
        case "2.5.4.8": "ST"
        case organizationType: "O"
        case "2.5.4.11": "OU"
        default: type
        }
    }

    /// The text of a string value; control characters are dropped, so that a name cannot disturb a log line.
    private static func text(_ value: ASN1Value) -> String {
        let scalars: String.UnicodeScalarView
        switch value.identifier {
        case 0x14:
            // TeletexString: in practice Latin-1.
            scalars = String.UnicodeScalarView(value.content.map { Unicode.Scalar($0) })
        case 0x1E:
            let units = stride(from: value.content.startIndex, to: value.content.endIndex - 1, by: 2)
                .map { UInt16(value.content[$0]) << 8 | UInt16(value.content[$0 + 1]) }
            scalars = String(decoding: units, as: UTF16.self).unicodeScalars
        default:
            scalars = String(decoding: value.content, as: UTF8.self).unicodeScalars
        }
        return String(
            String.UnicodeScalarView(scalars.filter { $0.properties.generalCategory != .control }.prefix(256)))
    }
}
