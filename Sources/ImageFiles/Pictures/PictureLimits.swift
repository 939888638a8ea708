/// The bounds of decoding one picture of a chip. A picture comes from a stranger: it may be anything.
package struct PictureLimits: Sendable, Equatable {
    /// Bytes of the compressed picture; a whole DG2 may have as many.
    package static let compressedBytes = 2 << 20
    /// Width and height in pixels.
    package static let side = 4096
    /// Pixels: a face at 600 dpi has one million.
    package static let pixels = 6_000_000
    /// Components that a codestream may have; colours have three, transparency is a fourth.
    package static let components = 4
    /// Tiles that a codestream may have.
    static let tiles = 4096
    /// Segments or boxes in front of the header that tells the size.
    static let segments = 1000
    /// Bytes of the answer: the pixels as they are, deflated at worst to a little more.
    static let answerBytes = 3 * pixels + (2 << 20)

    /// Bytes of address space of the decoding process: a codestream takes twice twelve bytes a pixel.
    package static let processBytes = 640 << 20
    /// Seconds of processor time of the decoding process.
    package static let processSeconds = 10

    /// Longest time for one picture.
    package var time = Duration.seconds(4)

    /// The bounds of a checkpoint.
    package init() {}
}
