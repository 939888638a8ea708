extension CommandAPDU {
    /// Longest command on the wire: header, extended Lc, data, extended Le.
    package static let maximumEncodedLength = 4 + 3 + maximumDataLength + 2

    /// Reads a command from the wire. `encoded()` of the result gives the same bytes.
    ///
    /// Throws `malformedAPDU` when the bytes are no command of any of the four cases.
    package init(parsing bytes: [UInt8]) throws(SmartCardError) {
        guard (4...Self.maximumEncodedLength).contains(bytes.count) else {
            throw SmartCardError(.malformedAPDU, "command of \(bytes.count) bytes")
        }
        self.init(ins: bytes[1], p1: bytes[2], p2: bytes[3])
        cla = bytes[0]
        let body = bytes[4...]
        guard let first = body.first else { return }
        if body.count == 1 {
            ne = first == 0 ? 256 : Int(first)
        } else if first != 0 {
            let length = Int(first)
            guard body.count == 1 + length || body.count == 2 + length else { throw Self.lengthError }
            data = [UInt8](body.dropFirst().prefix(length))
            if body.count == 2 + length, let last = body.last { ne = last == 0 ? 256 : Int(last) }
        } else {
            guard body.count >= 3 else { throw Self.lengthError }
            extended = true
            let length = Self.number(body.dropFirst().prefix(2))
            if body.count == 3 {
                ne = length == 0 ? Self.maximumExpectedLength : length
            } else {
                guard length > 0, body.count == 3 + length || body.count == 5 + length else { throw Self.lengthError }
                data = [UInt8](body.dropFirst(3).prefix(length))
                if body.count == 5 + length {
                    let expected = Self.number(body.suffix(2))
                    ne = expected == 0 ? Self.maximumExpectedLength : expected
                }
            }
        }
    }

    private static let lengthError = SmartCardError(.malformedAPDU, "length fields do not fit the command")

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
