/// The bounds of one reading, and its knobs.
package struct ChipReadingLimits: Sendable, Equatable {
    /// Longest file in bytes, except those with images.
    package var fileBytes: Int
    /// Longest DG2 and DG3 in bytes. Faces of 0.9 MB have been met, most are below 32 KiB; two uncompressed fingers have
    /// half a megabyte.
    package var imageFileBytes: Int
    /// Longest time for the whole reading; looked at before each command.
    package var totalTime: Duration
    /// Most bytes asked for at once where reader and chip take extended length. Larger gains little and makes
    /// progress jump.
    package var extendedReadBytes: Int

    /// Limits with the defaults of a checkpoint.
    package init(
        fileBytes: Int = 64 * 1024, imageFileBytes: Int = 1024 * 1024, totalTime: Duration = .seconds(30),
        extendedReadBytes: Int = 4096
    ) {
        self.fileBytes = fileBytes
        self.imageFileBytes = imageFileBytes
        self.totalTime = totalTime
        self.extendedReadBytes = extendedReadBytes
    }

    /// Bytes read first of each file: its tag and the longest length field.
    static let headBytes = 6

    /// Times that a session may be begun anew after the chip has dropped it, beside those after which less is asked for
    /// at once: of these there are no more than steps.
    static let sessionRenewals = 3

    /// Smallest answer that a chip may keep giving: a file takes at most one read for each of these, and
    /// `spareReads` for steps down the ladder.
    static let bytesPerReadAtLeast = 64
    /// Reads beyond those that the length of a file explains.
    static let spareReads = 24

    /// READ BINARY with an even instruction reaches offsets below this (15 bits, ISO/IEC 7816-4 §11.2.3).
    static let evenInstructionBytes = 0x8000

    /// Data objects in one protected answer.
    static let secureMessagingObjects = 8

    /// Readers with kinds of chips whose lengths are remembered, and the readings after which one is tried anew.
    static let rememberedPairs = 256
    static let rememberedUses = 200

    /// Longest EF.CardAccess in bytes; real ones have 20 to 300.
    static let cardAccessBytes = 4096

    /// Bytes of data in a protected command of short length, or in one part of a chained one.
    static let shortCommandBytes = 223

    /// Most certificates that a terminal may carry, and most that lead from a chip's trust point to it.
    static let terminalCertificates = 64
    static let terminalChainLength = 8

    /// Bytes of EF.CVCA that are asked for (BSI TR-03110-3 §A.6.2).
    static let certificateFileBytes = 36

    /// Lengths of PACE's nonce in bytes that are accepted. The chip chooses any number of its cipher's blocks (ICAO
    /// 9303-11 §4.4.4.1): one of 3DES has 8 bytes.
    static let nonceBytes = 8...64

    /// Longest enciphered chip authentication data in bytes: a number of the largest curve and padding.
    static let authenticationDataBytes = 256
}
