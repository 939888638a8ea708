/// EF.SOD: the wrapper around the signed hashes of the data groups (ICAO 9303-10 §4.6.2).
package struct SecurityObjectFile: Sendable, Equatable {
    /// The CMS ContentInfo with the SignedData, DER, unread.
    package let cms: [UInt8]

    /// Wraps a CMS structure, for a chip of our own making.
    package init(cms: [UInt8]) {
        self.cms = cms
    }

    /// Reads the file: tag 77 around exactly one SEQUENCE.
    ///
    /// - Throws: ``LDSError``.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .sod)
        let root = try reading.root(bytes, tag: 0x77)
        let children = try reading.children(root)
        guard let first = children.first else {
            throw LDSError(code: .missingElement, file: .sod, offset: root.offset, message: "no signed data")
        }
        guard first.tag == 0x30, children.count == 1 else {
            throw reading.invalid(first, "not exactly one SEQUENCE")
        }
        cms = root.value
    }

    /// The file as bytes.
    package func encoded() -> [UInt8] {
        TLV.encode(tag: 0x77, value: cms)
    }
}
