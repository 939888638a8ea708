import COpenSSL

/// The hash functions of ICAO 9303-12 table 5, and SHA-1, which old documents and basic access control still use.
package enum HashAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// FIPS 180-4.
    case sha1, sha224, sha256, sha384, sha512

    /// The algorithm of a dotted object identifier such as `2.16.840.1.101.3.4.2.1`, or nil for any other.
    package init?(oid: String) {
        guard let match = Self.allCases.first(where: { $0.oid == oid }) else { return nil }
        self = match
    }

    /// Whether a dotted object identifier is MD2, MD4 or MD5: broken, and never to be accepted again.
    package static func isBroken(oid: String) -> Bool {
        ["1.2.840.113549.2.2", "1.2.840.113549.2.4", "1.2.840.113549.2.5"].contains(oid)
    }

    /// The dotted object identifier (RFC 3370 §2.1, RFC 5754 §2).
    package var oid: String {
        switch self {
        case .sha1: "1.3.14.3.2.26"
        case .sha224: "2.16.840.1.101.3.4.2.4"
        case .sha256: "2.16.840.1.101.3.4.2.1"
        case .sha384: "2.16.840.1.101.3.4.2.2"
        case .sha512: "2.16.840.1.101.3.4.2.3"
        }
    }

    /// Length of a digest in bytes.
    package var digestLength: Int {
        switch self {
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The name as people write it, such as `SHA-256`.
    package var name: String { "SHA-" + rawValue.dropFirst(3) }

    /// The digest of `bytes`, `digestLength` long.
    package func digest(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: digestLength)
        var written: UInt32 = 0
        let done = EVP_Digest(bytes, bytes.count, &digest, &written, function, nil)
        guard done == 1, Int(written) == digestLength else { throw .library("\(name) digest") }
        return digest
    }

    /// OpenSSL's constant description of the function; static storage of the library, never freed.
    var function: OpaquePointer? {
        switch self {
        case .sha1: EVP_sha1()
        case .sha224: EVP_sha224()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        }
    }
}
