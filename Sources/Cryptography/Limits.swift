/// The bounds of everything that this target takes from outside.
enum Limits {
    /// Largest certificate in bytes. The largest of the published master lists is below 3 KiB.
    static let certificateBytes = 32 * 1024

    /// Largest PEM text of one certificate: base64 of `certificateBytes` with room for headers and line ends.
    static let certificateTextBytes = 64 * 1024

    /// Largest CMS structure in bytes. A security object has 2 to 10 KiB; a country's master list about 1 MiB.
    static let signedDataBytes = 8 * 1024 * 1024

    /// Deepest nesting of ASN.1 values. A certificate needs about 10 levels, a master list 14.
    static let asn1Depth = 24

    /// Most certificates taken from one CMS structure.
    static let certificatesPerSignedData = 64

    /// Most certificates of a master list. The largest published one has about 800.
    static let masterListEntries = 8192

    /// Most signers of a defect list.
    static let defectListEntries = 8192

    /// Largest revocation list in bytes. Those of signing authorities have some KiB.
    static let revocationListBytes = 4 * 1024 * 1024

    /// Most revoked certificates of one list.
    static let revokedCertificates = 65_536

    /// Most signers of one CMS structure. A security object has one, a master list one or two.
    static let signersPerSignedData = 16

    /// Most attributes of one signer, most extensions of one certificate, most parts of one name.
    static let membersPerSet = 64

    /// Key sizes of RSA in bits for which a signature is looked at. Smaller ones prove nothing; larger ones cost
    /// seconds of work to whoever sends them.
    static let rsaBits = 1024...8192

    /// Largest public exponent of RSA in bytes. OpenSSL's own bound for big moduli is 64 bits.
    static let rsaExponentBytes = 8

    /// Most random bytes drawn at once.
    static let randomBytes = 1024 * 1024

    /// Largest message for a cipher, a MAC or AES-GCM; keeps every length inside a C `int`.
    static let messageBytes = 256 * 1024 * 1024

    /// Largest cost N, block size r and parallelisation p of scrypt, memory of one run in bytes, and N * r * p: parameters
    /// stand beside a hash in a database that somebody may have changed.
    static let scryptCost = 1 << 20
    static let scryptBlockSize = 32
    static let scryptParallelism = 16
    static let scryptMemoryBytes = 130 * 1024 * 1024
    static let scryptWork = 1 << 22

    /// Longest passphrase or salt for scrypt, and most bytes derived.
    static let scryptInputBytes = 4096
    static let scryptOutputBytes = 1024
}
