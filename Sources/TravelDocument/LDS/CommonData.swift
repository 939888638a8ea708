/// EF.COM: the unsigned list of data groups on the chip (ICAO 9303-10 §4.6.1).
package struct CommonData: Sendable, Equatable {
    /// LDS version as four digits: `0107`, `0108`; nil when missing.
    package let ldsVersion: String?
    /// Unicode version as six digits: `040000`; nil when missing.
    package let unicodeVersion: String?
    /// The data groups listed, in the order of the list, each once.
    package let dataGroups: [LDSFile]
    /// What breaks the standard.
    package let defects: [LDSDefect]

    /// Lists data groups, for a chip of our own making.
    package init(dataGroups: [LDSFile], ldsVersion: String = "0107", unicodeVersion: String = "040000") {
        self.ldsVersion = ldsVersion
        self.unicodeVersion = unicodeVersion
        self.dataGroups = dataGroups
        defects = []
    }

    /// Reads the file.
    ///
    /// - Throws: ``LDSError`` when the file is no EF.COM or has no list of data groups.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .com)
        let root = try reading.root(bytes, tag: 0x60)
        let elements = try reading.children(root)
        var defects: [LDSDefect] = []

        ldsVersion = try CommonData.version(0x5F01, digits: 4, elements, reading)
        switch ldsVersion {
        case nil: defects.append(.ldsVersionMissing)
        case "0107", "0108": break
        default: defects.append(.ldsVersionUnexpected)
        }
        unicodeVersion = try CommonData.version(0x5F36, digits: 6, elements, reading)
        switch unicodeVersion {
        case nil: defects.append(.unicodeVersionMissing)
        case "040000": break
        default: defects.append(.unicodeVersionUnexpected)
        }

        let list = try reading.required(0x5C, in: elements, of: root)
        guard list.content.count <= 2 * Limits.dataGroupHashes else {
            throw LDSError(code: .overLimit, file: .com, offset: list.offset, message: "list of data groups too long")
        }
        var groups: [LDSFile] = []
        for tag in list.content {
            guard let file = LDSFile(tag: tag), file.dataGroupNumber != nil else {
                defects.append(.unknownDataGroupTag)
                continue
            }
            if groups.contains(file) {
                defects.append(.repeatedDataGroupTag)
            } else {
                groups.append(file)
            }
        }
        if !groups.contains(.dg1) || !groups.contains(.dg2) { defects.append(.mandatoryDataGroupNotListed) }
        dataGroups = groups
        self.defects = defects
    }

    /// The file as bytes; a missing version is left out, files without a tag are too.
    package func encoded() -> [UInt8] {
        var children: [[UInt8]] = []
        if let ldsVersion { children.append(TLV.encode(tag: 0x5F01, value: Array(ldsVersion.utf8))) }
        if let unicodeVersion { children.append(TLV.encode(tag: 0x5F36, value: Array(unicodeVersion.utf8))) }
        children.append(TLV.encode(tag: 0x5C, value: dataGroups.compactMap(\.tag)))
        return TLV.encode(tag: 0x60, children: children)
    }

    private static func version(
        _ tag: UInt32, digits: Int, _ elements: [TLV], _ reading: LDSReading
    ) throws(LDSError) -> String? {
        guard let element = elements.first(where: { $0.tag == tag }) else { return nil }
        guard element.content.count == digits, element.content.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw reading.invalid(element, "version is not \(digits) digits")
        }
        return String(decoding: element.content, as: UTF8.self)
    }
}
