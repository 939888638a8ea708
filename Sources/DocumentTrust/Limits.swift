/// The bounds of what this target takes from outside.
enum Limits {
    /// Most files looked at in a trust directory.
    static let directoryFiles = 4096

    /// Largest file with many certificates (PEM bundle, master list) in bytes.
    static let listFileBytes = 8 * 1024 * 1024

    /// Most anchors in a store. The largest published list has about 800.
    static let anchors = 8192

    /// Most candidates whose key is tried on one document signer. Several are normal after a change of keys.
    static let candidates = 16

    /// Longest way from a document signer to a trusted authority, in certificates: a change of keys every three to
    /// five years and documents that live for ten.
    static let pathLength = 4

    /// Most signatures that are checked to find such a way.
    static let pathSignatures = 64

    /// Most revocation lists in a store: about two for each state.
    static let revocationLists = 1024

    /// Most revocation lists whose signature is checked for one document.
    static let revocationListsTried = 8

    /// Most document signers in a store that were published apart from their documents.
    static let publishedSigners = 4096

    /// Largest LDIF file in bytes; the biggest collection of master lists has about 20 MB.
    static let ldifBytes = 64 * 1024 * 1024

    /// Most certificates and lists taken from one LDIF file or PEM text.
    static let importItems = 8192

    /// Most lines of the heading of a source's file.
    static let headingLines = 32

    /// Most document signers with known defects in a store.
    static let defects = 16_384

    /// Most sources, authorities or refusals that an account for the journal names; the rest are counted.
    static let accountItems = 16

    /// Most characters of one of them.
    static let accountText = 200

    /// How far ahead of our clock a list may be signed, in seconds.
    static let clockTolerance: Int64 = 86_400

    /// Most characters of a chip file, certificate or list in evidence: base64 of a list of the largest size.
    static let evidenceFileText = (listFileBytes + 2) / 3 * 4
}
