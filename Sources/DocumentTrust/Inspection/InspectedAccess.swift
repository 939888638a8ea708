package import TravelDocument

/// How the chip was opened; what the reading tells the inspection.
package struct InspectedAccess: Sendable, Hashable, Codable {
    /// Such as `PACE-GM`, `BAC`, or `none` for a chip without access control.
    package var protocolName: String
    /// The number of the standardised domain parameters of PACE, nil otherwise (ICAO 9303-11 §9.5.1).
    package var parameterId: Int?
    /// The cipher of secure messaging, such as `AES-128` or `3DES`, nil without one.
    package var cipher: String?
    /// Whether a weaker protocol was used than the chip offers.
    package var downgrade: Bool
    /// Whether the reading went on to its end. If not, what is missing counts as aborted and not as absent.
    package var isComplete: Bool
    /// What the chip did to prove that it is no copy; nil when it was not asked.
    package var authenticity: ChipAuthenticity?
    /// By which knowledge of quirks the chip was spoken to; nil when nobody wrote it down.
    package var quirks: QuirksUsed?
    /// Whether a file tells this that nobody signed. Then what only the reader saw succeed is hearsay: anybody can
    /// write it. Nil or false where the chip was read just now, or a seal vouches.
    package var toldByFile: Bool?

    /// How a chip was opened.
    package init(
        protocolName: String, parameterId: Int? = nil, cipher: String? = nil, downgrade: Bool = false,
        isComplete: Bool = true, authenticity: ChipAuthenticity? = nil, quirks: QuirksUsed? = nil,
        toldByFile: Bool? = nil
    ) {
        self.protocolName = protocolName
        self.parameterId = parameterId
        self.cipher = cipher
        self.downgrade = downgrade
        self.isComplete = isComplete
        self.authenticity = authenticity
        self.quirks = quirks
        self.toldByFile = toldByFile
    }

    private enum CodingKeys: String, CodingKey {
        case protocolName = "protocol"
        case parameterId, cipher, downgrade, isComplete = "complete", authenticity, quirks, toldByFile
    }
}
