internal import Cryptography
internal import Simulators
internal import TableFiles
internal import TravelDocument

/// The words of a profile.
enum ChipProfileValues {
    static let mappings = "generic, integrated, chipAuthentication"

    static func mapping(_ text: String) -> PACEInfo.Mapping? {
        switch text {
        case "generic": .generic
        case "integrated": .integrated
        case "chipAuthentication": .chipAuthentication
        default: nil
        }
    }

    static let ciphers: [String: PACEInfo.Cipher] = [
        "3DES": .tripleDES, "AES-128": .aes128, "AES-192": .aes192, "AES-256": .aes256,
    ]
    static let cipherNames = "3DES, AES-128, AES-192, AES-256"

    static func cipher(_ reader: TableReader, _ key: String) -> PACEInfo.Cipher? {
        reader.value(key, "not one of \(cipherNames)") { ciphers[$0] }
    }

    /// Whether the agreement is on a curve.
    static func agreement(_ reader: TableReader, _ key: String) -> Bool? {
        reader.value(key, "not one of ECDH, DH") { $0 == "ECDH" ? true : $0 == "DH" ? false : nil }
    }

    private static let hashes: [String: HashAlgorithm] = [
        "SHA-1": .sha1, "SHA-224": .sha224, "SHA-256": .sha256, "SHA-384": .sha384, "SHA-512": .sha512,
    ]

    static func hash(_ reader: TableReader, _ key: String) -> HashAlgorithm? {
        reader.value(key, "not one of SHA-1, SHA-224, SHA-256, SHA-384, SHA-512") { hashes[$0] }
    }

    private static let curves: [String: NamedCurve] = [
        "P-192": .p192, "P-224": .p224, "P-256": .p256, "P-384": .p384, "P-521": .p521,
        "brainpoolP192r1": .brainpoolP192r1, "brainpoolP224r1": .brainpoolP224r1,
        "brainpoolP256r1": .brainpoolP256r1, "brainpoolP320r1": .brainpoolP320r1,
        "brainpoolP384r1": .brainpoolP384r1, "brainpoolP512r1": .brainpoolP512r1,
    ]

    /// A kind of key: `RSA-2048` (PKCS#1), `RSA-PSS-3072`, or the name of a curve.
    static func key(_ reader: TableReader, _ key: String) -> TestKeyKind? {
        reader.value(key, "not a key such as RSA-2048, RSA-PSS-3072 (1024 to 4096 bits), P-256, brainpoolP256r1") {
            text in
            if let curve = curves[text] { return .ec(curve) }
            let words = text.split(separator: "-", omittingEmptySubsequences: false)
            guard words.first == "RSA", let bits = words.last.flatMap({ Int($0) }), (1024...4096).contains(bits),
                bits.isMultiple(of: 256)
            else { return nil }
            if words.count == 2 { return .rsaPKCS1(bits) }
            return words.count == 3 && words[1] == "PSS" ? .rsaPSS(bits) : nil
        }
    }

    static let fileNames = LDSFile.allCases.map(\.name).joined(separator: ", ")

    private static func file(named name: String) -> LDSFile? { LDSFile.allCases.first { $0.name == name } }

    static func file(_ reader: TableReader, _ key: String) -> LDSFile? {
        reader.value(key, "not one of \(fileNames)") { file(named: $0) }
    }

    static func files(_ reader: TableReader, _ key: String) -> [LDSFile]? {
        reader.list(key, "not one of \(fileNames)") { file(named: $0) }
    }

    static func status(_ reader: TableReader, _ key: String) -> UInt16? {
        reader.value(key, "not a status word such as 6A87") { text in
            text.utf8.count == 4 ? UInt16(text, radix: 16) : nil
        }
    }

    static func bytes(_ text: String, _ count: ClosedRange<Int>) -> [UInt8]? {
        let digits = text.compactMap { $0.isASCII ? $0.hexDigitValue.map { UInt8($0) } : nil }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2), count.contains(digits.count / 2)
        else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
