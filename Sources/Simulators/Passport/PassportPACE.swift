package import TravelDocument

/// What a virtual passport offers of PACE.
package struct PassportPACE: Sendable {
    /// The ways, in the order of EF.CardAccess.
    package var infos: [PACEInfo]
    /// The number printed on the page; nil for a document without.
    package var accessNumber: String?
    /// The chip's static private key, for the chip-authentication mapping; of the group of that mapping.
    package var staticPrivateKey: [UInt8]?
    /// Length of the nonce in bytes, any number of blocks of the cipher (ICAO 9303-11 §4.4.4.1); nil for that of a key.
    package var nonceBytes: Int?

    /// An offer of these ways.
    package init(_ infos: [PACEInfo], accessNumber: String? = nil, staticPrivateKey: [UInt8]? = nil) {
        self.infos = infos
        self.accessNumber = accessNumber
        self.staticPrivateKey = staticPrivateKey
    }
}

extension PassportProfile {
    /// Lets the passport offer PACE, and writes EF.CardAccess for it.
    package mutating func offer(_ pace: PassportPACE) {
        self.pace = pace
        files[.cardAccess] = TLV.encode(tag: 0x31, children: pace.infos.map { $0.encoded() })
    }
}
