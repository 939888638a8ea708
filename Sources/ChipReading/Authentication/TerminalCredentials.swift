package import Cryptography
package import TravelDocument

/// Who signs for the terminal. The key may live elsewhere: in a card, behind a network.
package protocol TerminalSigner: Sendable {
    /// The public half: it tells which certificate belongs to the signer.
    var publicKey: PublicKey { get }

    /// The signature over `message`: RSA, or r ‖ s of fixed width.
    ///
    /// Throws when the key cannot be reached; a chip is then read without fingers.
    func sign(_ message: [UInt8], _ algorithm: SignatureAlgorithm) async throws(CryptographyError) -> [UInt8]
}

/// A signer whose key lies in this process.
package struct LocalTerminalSigner: TerminalSigner {
    private let key: KeyPair

    /// Signs with this key.
    package init(_ key: KeyPair) {
        self.key = key
    }

    package var publicKey: PublicKey { key.publicKey }

    package func sign(
        _ message: [UInt8], _ algorithm: SignatureAlgorithm
    ) async throws(CryptographyError) -> [UInt8] {
        try key.sign(message, algorithm)
    }
}

/// With what a terminal proves to chips that it may read fingers: certificates of its state and of others, and a key.
package struct TerminalCredentials: Sendable {
    /// Certificates: link certificates, document verifiers, the terminal's own. Self-signed ones are of no use to a
    /// chip and are left out.
    package let certificates: [CardVerifiableCertificate]
    /// Who signs.
    package let signer: any TerminalSigner

    /// Certificates in any order; nil for more than 64.
    package init?(certificates: [CardVerifiableCertificate], signer: any TerminalSigner) {
        guard certificates.count <= ChipReadingLimits.terminalCertificates else { return nil }
        self.certificates = certificates.filter { !$0.isSelfIssued }
        self.signer = signer
    }

    /// The certificates that lead from a chip's trust point to the signer's key, in the order in which the chip is
    /// sent them: the fewest, and of as many the ones that are good longest. Nil when none lead there.
    package func chain(from trustPoint: CertificateReference) -> TerminalChain? {
        var paths: [[CardVerifiableCertificate]] = [[]]
        var seen: Set<CertificateReference> = [trustPoint]
        for _ in 0..<ChipReadingLimits.terminalChainLength {
            var longer: [[CardVerifiableCertificate]] = []
            for path in paths {
                let end = path.last?.holder ?? trustPoint
                longer += certificates.filter { $0.authority == end && !seen.contains($0.holder) }.map { path + [$0] }
            }
            longer.sort { Self.firstExpiry($0) > Self.firstExpiry($1) }
            for path in longer {
                guard let last = path.last, last.body.rights.role == .terminal, belongsToSigner(last.body.publicKey),
                    let algorithm = SignatureAlgorithm(terminalAuthentication: last.body.publicKey.algorithm)
                else { continue }
                return TerminalChain(certificates: path, holder: last.holder, algorithm: algorithm)
            }
            // One path to each holder is enough: the best comes first.
            paths = longer.filter { path in path.last.map { seen.insert($0.holder).inserted } == true }
            if paths.isEmpty { return nil }
        }
        return nil
    }

    private static func firstExpiry(_ path: [CardVerifiableCertificate]) -> Int {
        path.map { $0.body.expirationDate }.min().map { $0.year * 10_000 + $0.month * 100 + $0.day } ?? 0
    }

    private func belongsToSigner(_ key: CardVerifiableKey) -> Bool {
        switch key.material {
        case .rsa(let modulus, let exponent):
            guard let own = signer.publicKey.modulusAndExponent else { return false }
            return own.modulus == [UInt8](modulus.drop { $0 == 0 })
                && own.exponent == [UInt8](exponent.drop { $0 == 0 })
        case .curve(let point, _): return point == signer.publicKey.keyBytes
        }
    }
}

/// Certificates for one chip, from behind its trust point to the terminal.
package struct TerminalChain: Sendable, Equatable {
    /// In the order in which the chip is sent them.
    package let certificates: [CardVerifiableCertificate]
    /// Reference of the terminal's key.
    package let holder: CertificateReference
    /// How the terminal signs.
    package let algorithm: SignatureAlgorithm
}

extension LocalTerminalSigner {
    /// The key of a file: PEM or DER, without a password; nil for anything else.
    package init?(privateKey file: [UInt8]) {
        let isText = file.starts(with: Array("-----BEGIN".utf8))
        guard let key = isText ? try? KeyPair(pem: file) : try? KeyPair(der: file) else { return nil }
        self.init(key)
    }
}
