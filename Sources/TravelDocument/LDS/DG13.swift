/// DG13: optional details that each state defines for itself (ICAO 9303-10 §4.7.13). Only its frame is known here.
package struct DG13: Sendable, Equatable {
    /// What stands inside, unread.
    package let content: [UInt8]

    /// Holds content, for a chip of our own making.
    package init(content: [UInt8]) { self.content = content }

    /// Reads the file.
    ///
    /// - Throws: ``LDSError``.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        content = try LDSReading(file: .dg13).root(bytes, tag: 0x6D).value
    }

    /// The file as bytes.
    package func encoded() -> [UInt8] { TLV.encode(tag: 0x6D, value: content) }
}
