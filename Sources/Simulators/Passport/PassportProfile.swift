package import TravelDocument

/// What a virtual passport holds and how its chip behaves when it is in order.
package struct PassportProfile: Sendable {
    /// ATR of a contactless chip with the two usual interface bytes and no historical bytes.
    package static let plainAnswerToReset: [UInt8] = [0x3B, 0x80, 0x80, 0x01, 0x01]

    /// The same with card capabilities that announce extended length fields.
    package static let extendedAnswerToReset: [UInt8] = [
        0x3B, 0x85, 0x80, 0x01, 0x80, 0x73, 0x00, 0x00, 0x40, 0x36,
    ]

    /// Contents by file.
    package var files: ChipFiles
    /// MRZ information that opens the chip; nil for a chip that everybody may read.
    package var bacKeyInput: String?
    /// What the chip offers of PACE; set by `offer`. The MRZ information of PACE is `bacKeyInput`.
    package internal(set) var pace: PassportPACE?
    /// With what the chip proves that it is no copy; DG14 and DG15 are among the files.
    package var authenticity = PassportAuthenticity()
    /// How the chip guards its fingers; nil for a chip without terminal authentication.
    package var terminalAccess: PassportTerminalAccess?
    /// Whether `bacKeyInput` opens the chip by basic access control, too.
    package var offersBasicAccessControl = true
    /// Answer to reset.
    package var answerToReset = PassportProfile.plainAnswerToReset
    /// Whether the chip takes extended length fields.
    package var takesExtendedLength = false
    /// Longest command and longest answer in bytes; nil for those of the length fields.
    package var longest: (command: Int, answer: Int)?
    /// Files for terminals with more rights.
    package var restrictedFiles: Set<LDSFile> = [.dg3, .dg4]
    /// Whether files can be read by short identifier.
    package var hasShortIdentifiers = true

    /// A passport with these files behind this key.
    package init(files: ChipFiles, bacKeyInput: String?) {
        self.files = files
        self.bacKeyInput = bacKeyInput
    }
}
