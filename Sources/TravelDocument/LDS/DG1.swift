/// DG1: the machine-readable zone as the issuer put it on the chip (ICAO 9303-10 §4.7.1).
package struct DG1: Sendable, Equatable {
    /// All lines in one block: 90 characters (TD1), 72 (TD2) or 88 (TD3).
    package let mrzText: String

    /// Holds a zone, for a chip of our own making.
    package init(mrzText: String) {
        self.mrzText = mrzText
    }

    /// Reads the file.
    ///
    /// The text is printable ASCII of at most ``Limits/machineReadableZoneBytes`` bytes; whether it is a
    /// zone, ``machineReadableZone(today:)`` tells.
    /// - Throws: ``LDSError``.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .dg1)
        let root = try reading.root(bytes, tag: 0x61)
        let element = try reading.required(0x5F1F, in: try reading.children(root), of: root)
        guard element.content.count <= Limits.machineReadableZoneBytes else {
            throw LDSError(
                code: .overLimit, file: .dg1, offset: element.offset, message: "zone of \(element.content.count) bytes")
        }
        guard let text = reading.ascii(element) else {
            throw reading.invalid(element, "the zone is not printable ASCII")
        }
        mrzText = text
    }

    /// The zone, read with the centuries of that day.
    ///
    /// - Throws: ``MRZError`` when the text is no zone by its form.
    package func machineReadableZone(today: CivilDate) throws(MRZError) -> MachineReadableZone {
        try MachineReadableZone(parsing: mrzText, today: today)
    }

    /// The file as bytes.
    package func encoded() -> [UInt8] {
        TLV.encode(tag: 0x61, children: [TLV.encode(tag: 0x5F1F, value: Array(mrzText.utf8))])
    }
}
