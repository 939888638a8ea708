import Harness

extension OutsideMaterial {
    /// The certificate authorities with a document signer each of the mock PKI that come with both private keys.
    static let mockPKI: [String] = {
        let all = (try? names(in: "pki/mock")) ?? []
        return all.filter { $0 != "LICENSE" }
    }()
}
