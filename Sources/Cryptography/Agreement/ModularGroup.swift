import COpenSSL

/// The groups of RFC 5114 §2.1 to §2.3: a subgroup of prime order of the numbers modulo a prime.
package enum ModularGroup: Int32, Sendable, Hashable, CaseIterable {
    /// 1024 bits with a subgroup of 160.
    case bits1024order160 = 1
    /// 2048 bits with a subgroup of 224.
    case bits2048order224 = 2
    /// 2048 bits with a subgroup of 256.
    case bits2048order256 = 3

    /// Prime, generator and order of its subgroup.
    struct Parameters: Sendable {
        var p: [UInt8]
        var g: [UInt8]
        var q: [UInt8]
    }

    private static let known: [ModularGroup: Parameters] = Dictionary(
        uniqueKeysWithValues: allCases.compactMap { group in
            (try? group.fromLibrary()).map { (group, $0) }
        })

    /// The numbers of the group.
    func parameters() throws(CryptographyError) -> Parameters {
        guard let parameters = Self.known[self] else { throw CryptographyError(.unsupported, "group of RFC 5114") }
        return parameters
    }

    /// Proves that `bytes`, perhaps without leading zeros, are a member of the subgroup other than one, and gives them
    /// their full length. Throws `malformed` otherwise.
    func element(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let numbers = try parameters()
        let length = numbers.p.count
        guard !bytes.isEmpty, bytes.count <= length else {
            throw CryptographyError(.malformed, "number of \(bytes.count) bytes")
        }
        let full = [UInt8](repeating: 0, count: length - bytes.count) + bytes
        let one = [UInt8](repeating: 0, count: length - 1) + [1]
        guard full.lexicographicallyPrecedes(numbers.p), one.lexicographicallyPrecedes(full),
            try ModularArithmetic(modulus: numbers.p).power(full, numbers.q) == one
        else { throw CryptographyError(.malformed, "number is not of the group") }
        return full
    }

    private func fromLibrary() throws(CryptographyError) -> Parameters {
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_DHX, nil) else { throw .library("group of RFC 5114") }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_paramgen_init(context) == 1, EVP_PKEY_CTX_set_dh_rfc5114(context, rawValue) == 1,
            EVP_PKEY_paramgen(context, &key) == 1, let key
        else { throw .library("group of RFC 5114") }
        defer { EVP_PKEY_free(key) }
        let p = try Self.number("p", of: key)
        let g = try Self.number("g", of: key)
        let padding = [UInt8](repeating: 0, count: max(0, p.count - g.count))
        return Parameters(p: p, g: padding + g, q: try Self.number("q", of: key))
    }

    private static func number(_ name: String, of key: OpaquePointer) throws(CryptographyError) -> [UInt8] {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(key, name, &number) == 1, let number else { throw .library("group of RFC 5114") }
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: (Int(BN_num_bits(number)) + 7) / 8)
        guard BN_bn2bin(number, &bytes) == Int32(bytes.count) else { throw .library("group of RFC 5114") }
        return bytes
    }
}
