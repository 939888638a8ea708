package import Cryptography
package import TravelDocument

/// What a chip gave, and how.
package struct ChipReading: Sendable, Equatable {
    /// How the chip was opened.
    package struct AccessReport: Sendable, Equatable {
        /// `PACE-GM`, `PACE-IM`, `PACE-CAM` or `BAC`; `none` for a chip that everybody may read.
        package var protocolName: String
        /// Number of PACE's standardised domain parameters (ICAO 9303-11 §9.5.1); nil without PACE.
        package var parameterId: Int?
        /// Cipher of secure messaging, `3DES`, `AES-128`, `AES-192` or `AES-256`; nil without.
        package var cipher: String?
        /// Whether the chip offers PACE and was opened without it: after PACE had failed, or because the caller wanted
        /// basic access control.
        package var downgrade = false
        /// What the chip proves its static key with after PACE-CAM; nothing is proved until it has been held against
        /// the key in a signed EF.CardSecurity.
        package var mappingProof: ChipAuthenticationMapping?
        /// Whether extended length fields were used.
        package var extendedLength: Bool
        /// Times that the chip dropped the session and was opened again.
        package var renewals: Int
    }

    /// Time of one step.
    package struct Timing: Sendable, Equatable {
        /// `capabilities`, `selectApplication`, `accessControl`, or the name of a file.
        package var step: String
        /// Wall time in milliseconds.
        package var milliseconds: Double
    }

    /// The files, byte for byte.
    package var files: ChipFiles
    /// How the chip was opened.
    package var access: AccessReport
    /// What the chip did to prove that it is no copy; nothing is proved until it has been held against signed keys.
    package var authenticity = ChipAuthenticity()
    /// By which knowledge of quirks the chip was spoken to.
    package var quirks: QuirksUsed?
    /// Files that were asked for and are not on the chip.
    package var missing: [LDSFile] = []
    /// Files that the chip keeps for terminals with more rights (DG3, DG4).
    package var protected: [LDSFile] = []
    /// Files that ended before the length in their header; what came is in `files`.
    package var shortened: [LDSFile] = []
    /// Optional files that could not be read, with the reason.
    package var unreadable: [LDSFile: ChipReadingError] = [:]
    /// Commands sent.
    package var apduCount = 0
    /// Bytes sent and received, headers and protection included.
    package var bytesExchanged = 0
    /// Bytes of file contents.
    package var bytesRead: Int { files.byteCount }
    /// Times of the steps in their order.
    package var timings: [Timing] = []
}

/// How a reading ended.
package enum ChipReadingAttempt: Sendable, Equatable {
    /// At its end.
    case whole(ChipReading)
    /// By a fault, with what had come until then: whole files only; nil when the chip had not said anything yet.
    case broken(ChipReadingError, ChipReading?)
}
