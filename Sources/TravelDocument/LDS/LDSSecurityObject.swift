/// The content that the security object signs: the hash of each data group (ICAO 9303-10 §4.6.2.3).
package struct LDSSecurityObject: Sendable, Equatable {
    /// 0, or 1 with version information.
    package let version: Int
    /// Hash algorithm as a dotted object identifier, for example `2.16.840.1.101.3.4.2.1` (SHA-256).
    package let digestAlgorithmOID: String
    /// Hashes by data-group number, 1 to 16.
    package let hashes: [Int: [UInt8]]
    /// LDS version as four digits (`0108`); nil in version 0.
    package let ldsVersion: String?
    /// Unicode version as six digits (`040000`); nil in version 0.
    package let unicodeVersion: String?

    /// Collects hashes, for a chip of our own making. Version 1 is written when an LDS version is given.
    package init(
        digestAlgorithmOID: String, hashes: [Int: [UInt8]], ldsVersion: String? = nil, unicodeVersion: String? = nil
    ) {
        version = ldsVersion == nil ? 0 : 1
        self.digestAlgorithmOID = digestAlgorithmOID
        self.hashes = hashes
        self.ldsVersion = ldsVersion
        self.unicodeVersion = ldsVersion == nil ? nil : unicodeVersion ?? "040000"
    }

    /// Reads the DER structure from inside the CMS.
    ///
    /// Elements are told by their shape and may come in any order, as may the hashes. Two hashes for one
    /// data group, a number that is no data group or an empty hash refuse the whole structure: with them
    /// nobody could say what was signed.
    /// - Throws: ``LDSError`` for file EF.SOD; offsets count inside this structure.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .sod)
        let root = try reading.root(bytes, tag: 0x30)
        var version: Int?
        var algorithm: String?
        var hashes: [Int: [UInt8]]?
        var versions: [String]?
        for element in try reading.children(root) {
            if element.tag == 0x02 {
                version = try LDSSecurityObject.small(element, reading)
                continue
            }
            guard element.tag == 0x30 else { throw reading.invalid(element, "unexpected element") }
            let parts = try reading.children(element)
            switch parts.first?.tag {
            case 0x06 where algorithm == nil:
                algorithm = try LDSSecurityObject.algorithm(parts[0], reading)
            case 0x30 where hashes == nil:
                hashes = try LDSSecurityObject.hashes(parts, of: element, reading)
            case 0x13 where versions == nil, 0x0C where versions == nil:
                versions = parts.prefix(2).compactMap { reading.ascii($0) }
            default: throw reading.invalid(element, "unexpected or repeated element")
            }
        }
        guard let version, let algorithm, let hashes else {
            throw LDSError(
                code: .missingElement, file: .sod, offset: root.offset, message: "no version, algorithm or hash list")
        }
        guard version == 0 || version == 1 else {
            throw LDSError(code: .unsupportedVersion, file: .sod, offset: root.offset, message: "version \(version)")
        }
        self.version = version
        digestAlgorithmOID = algorithm
        self.hashes = hashes
        ldsVersion = versions?.first
        unicodeVersion = versions?.dropFirst().first
    }

    /// The structure as DER, hashes by rising number.
    ///
    /// - Returns: nil when ``digestAlgorithmOID`` is no object identifier.
    package func encoded() -> [UInt8]? {
        guard let algorithm = DottedIdentifier.encode(digestAlgorithmOID) else { return nil }
        let list = hashes.sorted { $0.key < $1.key }.map { number, hash in
            TLV.encode(
                tag: 0x30,
                children: [
                    TLV.encode(tag: 0x02, value: [UInt8(truncatingIfNeeded: number)]),
                    TLV.encode(tag: 0x04, value: hash),
                ])
        }
        var children = [
            TLV.encode(tag: 0x02, value: [UInt8(truncatingIfNeeded: version)]),
            TLV.encode(
                tag: 0x30, children: [TLV.encode(tag: 0x06, value: algorithm), TLV.encode(tag: 0x05, value: [])]),
            TLV.encode(tag: 0x30, children: list),
        ]
        if let ldsVersion, let unicodeVersion {
            children.append(
                TLV.encode(
                    tag: 0x30,
                    children: [
                        TLV.encode(tag: 0x13, value: Array(ldsVersion.utf8)),
                        TLV.encode(tag: 0x13, value: Array(unicodeVersion.utf8)),
                    ]))
        }
        return TLV.encode(tag: 0x30, children: children)
    }
}

extension LDSSecurityObject {
    /// A non-negative INTEGER of one byte.
    private static func small(_ element: TLV, _ reading: LDSReading) throws(LDSError) -> Int {
        guard element.tag == 0x02, element.content.count == 1, let byte = element.content.first, byte < 0x80 else {
            throw reading.invalid(element, "not a small INTEGER")
        }
        return Int(byte)
    }

    private static func algorithm(_ element: TLV, _ reading: LDSReading) throws(LDSError) -> String {
        guard let dotted = DottedIdentifier.decode(element.content) else {
            throw reading.invalid(element, "not an object identifier")
        }
        return dotted
    }

    private static func hashes(
        _ parts: [TLV], of list: TLV, _ reading: LDSReading
    ) throws(LDSError) -> [Int: [UInt8]] {
        guard parts.count <= Limits.dataGroupHashes else {
            throw LDSError(code: .overLimit, file: .sod, offset: list.offset, message: "\(parts.count) hashes")
        }
        var hashes: [Int: [UInt8]] = [:]
        for part in parts {
            let pair = try reading.children(part)
            guard part.tag == 0x30, pair.count == 2, pair[1].tag == 0x04 else {
                throw reading.invalid(part, "not a pair of number and hash")
            }
            let number = try small(pair[0], reading)
            guard (1...16).contains(number) else { throw reading.invalid(pair[0], "no data group \(number)") }
            guard hashes[number] == nil else { throw reading.invalid(part, "second hash for data group \(number)") }
            guard (1...Limits.hashLength).contains(pair[1].content.count) else {
                throw reading.invalid(pair[1], "hash of \(pair[1].content.count) bytes")
            }
            hashes[number] = pair[1].value
        }
        return hashes
    }
}
