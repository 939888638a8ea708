/// The bounds of what this target takes from outside.
enum Limits {
    /// Most files looked at in a trust directory.
    static let directoryFiles = 4096

    /// Largest file of one certificate in bytes, DER or PEM.
    static let certificateFileBytes = 64 * 1024

    /// Largest file with many certificates (PEM bundle, master list) in bytes.
    static let listFileBytes = 8 * 1024 * 1024

    /// Most anchors in a store. The largest published list has about 800.
    static let anchors = 8192

    /// Most candidates whose key is tried on one document signer. Several are normal after a change of keys.
    static let candidates = 16
}
