/// The list of protocols that a chip offers, as EF.CardAccess, EF.CardSecurity and DG14 hold it (ICAO
/// 9303-11 §9.2).
///
/// A SET of SEQUENCEs, each an object identifier and one or two values whose meaning depends on it. Entries that
/// nobody knows are kept: only who uses an entry judges its values.
package struct SecurityInfos: Sendable, Equatable {
    /// One entry.
    package struct Entry: Sendable, Equatable {
        /// The protocol as a dotted identifier.
        package let oid: String
        /// The values after it, one or two by the standard.
        package let values: [TLV]
    }

    /// The entries in their order on the chip.
    package let entries: [Entry]

    /// Reads the list, a DER SET that fills `bytes`.
    ///
    /// - Throws: ``LDSError`` for `file`; a single entry without identifier refuses the whole list, which nobody has
    ///   signed yet when it is read.
    package init(parsing bytes: [UInt8], of file: LDSFile) throws(LDSError) {
        let reading = LDSReading(file: file)
        try self.init(of: reading.root(bytes, tag: 0x31), reading)
    }

    /// Reads the list out of its SET.
    init(of root: TLV, _ reading: LDSReading) throws(LDSError) {
        var entries: [Entry] = []
        for element in try reading.children(root) {
            guard entries.count < Limits.securityInfos else {
                throw LDSError(
                    code: .overLimit, file: reading.file, offset: element.offset, message: "too many entries")
            }
            let parts = element.tag == 0x30 ? try reading.children(element) : []
            guard let first = parts.first, first.tag == 0x06, let oid = DottedIdentifier.decode(first.content) else {
                throw reading.invalid(element, "not an entry with an object identifier")
            }
            entries.append(Entry(oid: oid, values: [TLV](parts.dropFirst())))
        }
        self.entries = entries
    }

    /// Whether any entry speaks of PACE, known to us or not.
    package var mentionsPACE: Bool { entries.contains { $0.oid.hasPrefix(PACEInfo.arc + ".") } }

    /// The entries of PACE that we understand, in their order.
    package var paceInfos: [PACEInfo] { entries.compactMap { PACEInfo($0) } }

    /// The ways of chip authentication that we understand.
    package var chipAuthenticationInfos: [ChipAuthenticationInfo] {
        entries.compactMap { ChipAuthenticationInfo($0) }
    }

    /// The chip's static public keys.
    package var chipAuthenticationKeys: [ChipAuthenticationPublicKeyInfo] {
        entries.compactMap { ChipAuthenticationPublicKeyInfo($0) }
    }

    /// How the chip signs in active authentication, as a dotted identifier; nil when the list does not say.
    package var activeAuthenticationAlgorithm: String? {
        for entry in entries where entry.oid == "2.23.136.1.1.5" && entry.values.count >= 2 {
            if entry.values[1].tag == 0x06 { return DottedIdentifier.decode(entry.values[1].content) }
        }
        return nil
    }
}
