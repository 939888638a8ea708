import Cryptography

/// What a file that somebody wants to import holds.
enum TrustItem {
    /// A certificate in DER.
    case certificate([UInt8])
    /// A CMS structure that should be a master list.
    case masterList([UInt8])
    /// A revocation list in DER.
    case revocationList([UInt8])

    /// Whether DER bytes begin like one of these, nil when they do not.
    ///
    /// A CMS structure begins with an OBJECT IDENTIFIER. Certificates and revocation lists begin with the same types in
    /// the same order often enough to need reading: what is no certificate but a list is a list.
    init(der: [UInt8]) {
        if TrustStore.looksLikeSignedData(der) {
            self = .masterList(der)
        } else if (try? Certificate(der: der)) == nil, (try? RevocationList(der: der)) != nil {
            self = .revocationList(der)
        } else {
            self = .certificate(der)
        }
    }
}

/// Takes files apart: DER, PEM, LDIF.
enum TrustFile {
    /// What a file holds, and whether it is a loose collection that nobody put together by hand.
    struct Contents {
        var items: [TrustItem] = []
        /// Whether the items came out of an LDIF file: nobody has looked at each of them.
        var isCollection = false
    }

    /// The items of a file. Throws `malformed`, `unsupported` or `limitExceeded`.
    static func items(of bytes: [UInt8]) throws(CryptographyError) -> Contents {
        guard !bytes.isEmpty else { throw CryptographyError(.malformed, "empty file") }
        var contents = Contents()
        if bytes.first == 0x30 {
            contents.items = [TrustItem(der: bytes)]
        } else if PEM.looksLikeText(bytes) {
            for block in try PEM.blocks(in: bytes) {
                switch block.label {
                case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
                    contents.items.append(.certificate(block.bytes))
                case "X509 CRL": contents.items.append(.revocationList(block.bytes))
                case "CMS", "PKCS7": contents.items.append(.masterList(block.bytes))
                default: throw CryptographyError(.unsupported, "PEM block \(block.label.prefix(40))")
                }
            }
        } else if LDIF.looksLikeText(bytes) {
            contents.isCollection = true
            contents.items = try LDIF.values(in: bytes).map { TrustItem(der: $0) }
        } else {
            throw CryptographyError(.malformed, "neither certificate, revocation list, master list nor LDIF")
        }
        guard contents.items.count <= Limits.importItems else {
            throw CryptographyError(.limitExceeded, "more than \(Limits.importItems) items")
        }
        return contents
    }
}

/// The part of LDIF (RFC 2849) that the collections of the ICAO public key directory need: the binary values of the
/// attributes that hold certificates and lists. Names of entries are not read; all is told by the values themselves.
enum LDIF {
    /// Attributes with something for us, in lower case and without options such as `;binary`.
    private static let attributes: Set<String> = [
        "cacertificate", "certificaterevocationlist", "cscamasterlistdata", "pkdmasterlistcontent", "usercertificate",
    ]

    /// Whether a file begins like LDIF: comments, then a version or the name of an entry.
    static func looksLikeText(_ bytes: [UInt8]) -> Bool {
        for line in bytes.prefix(4096).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if line.first == UInt8(ascii: "#") { continue }
            let start = line.prefix(8).map { $0 | 0x20 }
            return start.starts(with: "dn:".utf8) || start.starts(with: "version:".utf8)
        }
        return false
    }

    /// The decoded values in their order. A value that is not base64 is malformed; text values are passed over.
    static func values(in bytes: [UInt8]) throws(CryptographyError) -> [[UInt8]] {
        guard bytes.count <= Limits.ldifBytes else { throw CryptographyError(.limitExceeded, "LDIF") }
        var values: [[UInt8]] = []
        var open: [UInt8]?
        func finish() throws(CryptographyError) {
            guard let base64 = open else { return }
            guard let value = Base64.decode(base64) else { throw CryptographyError(.malformed, "base64 in LDIF") }
            guard values.count < Limits.importItems else {
                throw CryptographyError(.limitExceeded, "more than \(Limits.importItems) values in LDIF")
            }
            values.append(value)
            open = nil
        }
        for rawLine in bytes.split(separator: 0x0A) {
            let line = rawLine.last == 0x0D ? rawLine.dropLast() : rawLine
            // A line that begins with a blank goes on with the one before it (RFC 2849, note 2).
            if line.first == 0x20 {
                open?.append(contentsOf: line.dropFirst())
                continue
            }
            try finish()
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[colon...].dropFirst().first == 0x3A else {
                continue
            }
            let name = line[..<colon].prefix { $0 != UInt8(ascii: ";") }
            guard attributes.contains(String(decoding: name, as: UTF8.self).lowercased()) else { continue }
            open = [UInt8](line[colon...].dropFirst(2))
        }
        try finish()
        return values
    }
}
