package import Cryptography
package import TravelDocument

/// A document signer for virtual passports and tests: makes EF.SOD over data groups.
package struct TestDocumentSigner: Sendable {
    /// The certificate that its authority issued.
    package let certificate: Certificate
    /// The key that signs documents.
    package let key: KeyPair
    /// How it signs.
    package var algorithm: SignatureAlgorithm

    /// A signer from elsewhere: its certificate and key from files.
    package init(certificate: Certificate, key: KeyPair, algorithm: SignatureAlgorithm) {
        self.certificate = certificate
        self.key = key
        self.algorithm = algorithm
    }

    /// EF.CardSecurity over these entries (ICAO 9303-11 §9.2.11).
    ///
    /// - Parameter adjust: changes anything about the signature, as a fault.
    package func cardSecurity(
        _ entries: [[UInt8]], adjust: (inout SignedDataBuilder) -> Void = { _ in }
    ) throws(CryptographyError) -> [UInt8] {
        var builder = SignedDataBuilder(
            contentType: SignedData.cardSecurityType, content: TLV.encode(tag: 0x31, children: entries),
            certificate: certificate, digest: .sha256, algorithm: algorithm)
        adjust(&builder)
        return try builder.sign(with: key)
    }

    /// EF.SOD over these data groups; files that are no data groups are passed over.
    ///
    /// - Parameters:
    ///   - hash: the hash of the data groups and of the signature's content.
    ///   - ldsVersion: such as `0108`, for the newer form of the list that names its version.
    ///   - signingTime: Unix seconds, nil for none; the default is 2023-03-15.
    ///   - adjustHashes: changes the list of hashes before it is signed, as a fault.
    ///   - adjust: changes anything about the signature, as a fault.
    package func sign(
        dataGroups: [LDSFile: [UInt8]], hash: HashAlgorithm = .sha256, ldsVersion: String? = nil,
        signingTime: Int64? = 1_678_838_400, adjustHashes: (inout [Int: [UInt8]]) -> Void = { _ in },
        adjust: (inout SignedDataBuilder) -> Void = { _ in }
    ) throws(CryptographyError) -> [UInt8] {
        var hashes: [Int: [UInt8]] = [:]
        for (file, bytes) in dataGroups {
            guard let number = file.dataGroupNumber else { continue }
            hashes[number] = try hash.digest(bytes)
        }
        adjustHashes(&hashes)
        let list = LDSSecurityObject(digestAlgorithmOID: hash.oid, hashes: hashes, ldsVersion: ldsVersion)
        guard let content = list.encoded() else { throw CryptographyError(.malformed, "list of hashes") }
        var builder = SignedDataBuilder(
            contentType: SignedData.securityObjectType, content: content, certificate: certificate, digest: hash,
            algorithm: algorithm)
        builder.signingTime = signingTime
        adjust(&builder)
        return SecurityObjectFile(cms: try builder.sign(with: key)).encoded()
    }
}
