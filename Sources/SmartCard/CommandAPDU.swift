/// A command to a chip, ISO/IEC 7816-4 §5.1.
///
/// The four cases follow from the fields: neither data nor `ne` (1), `ne` only (2), data only (3), both (4). Lengths
/// are coded short where they fit, unless `extended` asks for the long form.
package struct CommandAPDU: Hashable, Sendable {
    /// Most bytes of data that an extended command carries.
    package static let maximumDataLength = 65_535
    /// Largest expected length that an extended command can ask for.
    package static let maximumExpectedLength = 65_536

    /// Class byte: 00 plain, 0C secure messaging with authenticated header.
    package var cla: UInt8
    /// Instruction byte.
    package var ins: UInt8
    /// First parameter.
    package var p1: UInt8
    /// Second parameter.
    package var p2: UInt8
    /// Command data, 0...65,535 bytes; without data there is no Lc.
    package var data: [UInt8]
    /// Ne, the most bytes of answer expected, 1...65,536; nil sends no Le.
    package var ne: Int?
    /// Codes the lengths in the long form even if the short one would do.
    package var extended: Bool

    /// A command of these fields. Lengths out of range show when the command is encoded.
    package init(
        cla: UInt8 = 0x00, ins: UInt8, p1: UInt8, p2: UInt8, data: [UInt8] = [], ne: Int? = nil, extended: Bool = false
    ) {
        self.cla = cla
        self.ins = ins
        self.p1 = p1
        self.p2 = p2
        self.data = data
        self.ne = ne
        self.extended = extended
    }

    /// Whether the command has to be sent with extended length fields.
    package var usesExtendedLength: Bool {
        (extended && (ne != nil || !data.isEmpty)) || data.count > 255 || (ne ?? 0) > 256
    }

    /// CLA, INS, P1, P2.
    package var header: [UInt8] { [cla, ins, p1, p2] }

    /// Number of bytes on the wire.
    package var encodedLength: Int {
        let width = usesExtendedLength ? 2 : 1
        var length = 4 + (usesExtendedLength ? 1 : 0)
        if !data.isEmpty { length += width + data.count }
        if ne != nil { length += width }
        return length
    }

    /// The bytes on the wire.
    ///
    /// Throws `malformedAPDU` when data or `ne` are longer than an APDU can say.
    package func encoded() throws(SmartCardError) -> [UInt8] {
        guard data.count <= Self.maximumDataLength else {
            throw SmartCardError(.malformedAPDU, "command data of \(data.count) bytes")
        }
        if let ne {
            guard (1...Self.maximumExpectedLength).contains(ne) else {
                throw SmartCardError(.malformedAPDU, "expected length \(ne)")
            }
        }
        var bytes = header
        bytes.reserveCapacity(data.count + 9)
        let long = usesExtendedLength
        if !data.isEmpty {
            if long { bytes += [0x00, UInt8(truncatingIfNeeded: data.count >> 8)] }
            bytes.append(UInt8(truncatingIfNeeded: data.count))
            bytes += data
        }
        if let ne {
            // 256 and 65,536 are written as zeros: truncation does exactly that.
            if long && data.isEmpty { bytes.append(0x00) }
            if long { bytes.append(UInt8(truncatingIfNeeded: ne >> 8)) }
            bytes.append(UInt8(truncatingIfNeeded: ne))
        }
        return bytes
    }
}
