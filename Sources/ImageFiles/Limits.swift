/// Bounds on image files. A file comes from a user or a scanner's software: it may be anything.
enum Limits {
    /// Width and height: what `FingerImage` takes.
    static let side = 2_000
    /// Bytes of a whole PNG file.
    static let fileBytes = 32 << 20
    /// Chunks of a PNG file: an encoder that writes 8 KiB a chunk needs 2,000 for the largest image.
    static let chunks = 10_000
}
