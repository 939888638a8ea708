/// DG14: the protocols and keys of the chip, signed with the document (ICAO 9303-10 §4.7.14).
package struct DG14: Sendable, Equatable {
    /// What the chip offers.
    package let securityInfos: SecurityInfos

    /// Reads the file: tag 6E around exactly one SET.
    ///
    /// - Throws: ``LDSError``.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .dg14)
        let root = try reading.root(bytes, tag: 0x6E)
        let children = try reading.children(root)
        guard let first = children.first, first.tag == 0x31, children.count == 1 else {
            throw reading.invalid(children.first ?? root, "not exactly one SET")
        }
        securityInfos = try SecurityInfos(of: first, reading)
    }

    /// The file around entries that are encoded already, for a chip of our own making.
    package static func encoded(_ entries: [[UInt8]]) -> [UInt8] {
        TLV.encode(tag: 0x6E, value: TLV.encode(tag: 0x31, children: entries))
    }
}

/// DG15: the public key of active authentication (ICAO 9303-10 §4.7.15).
package struct DG15: Sendable, Equatable {
    /// SubjectPublicKeyInfo, DER, unread.
    package let publicKeyInfo: [UInt8]

    /// A key for a chip of our own making.
    package init(publicKeyInfo: [UInt8]) {
        self.publicKeyInfo = publicKeyInfo
    }

    /// Reads the file: tag 6F around exactly one SEQUENCE.
    ///
    /// - Throws: ``LDSError``.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .dg15)
        let root = try reading.root(bytes, tag: 0x6F)
        let children = try reading.children(root)
        guard let first = children.first, first.tag == 0x30, children.count == 1 else {
            throw reading.invalid(children.first ?? root, "not exactly one SEQUENCE")
        }
        publicKeyInfo = root.value
    }

    /// The file as bytes.
    package func encoded() -> [UInt8] { TLV.encode(tag: 0x6F, value: publicKeyInfo) }
}
