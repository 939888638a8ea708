internal import CPCSC

extension SmartCardError {
    /// The error for a return value of PC/SC, or nil for `SCARD_S_SUCCESS`.
    ///
    /// On Linux LONG has 64 bits and the codes are positive; only the low 32 bits carry meaning.
    init?(pcsc status: LONG, _ what: String) {
        let code = UInt32(truncatingIfNeeded: status)
        guard code != 0 else { return nil }
        self.init(Self.kind(of: code), what, pcscCode: code)
    }

    /// Throws the error for `status` unless it is `SCARD_S_SUCCESS`.
    static func check(_ status: LONG, _ what: String) throws(SmartCardError) {
        if let error = SmartCardError(pcsc: status, what) { throw error }
    }

    private static func kind(of code: UInt32) -> Code {
        switch code {
        case PCSCCode.noSmartcard, PCSCCode.removedCard: .cardRemoved
        case PCSCCode.unknownReader, PCSCCode.readerUnavailable, PCSCCode.noReaders: .readerRemoved
        case PCSCCode.noService, PCSCCode.serviceStopped, PCSCCode.invalidHandle: .serviceUnavailable
        case PCSCCode.timeout: .noAnswer
        case PCSCCode.notTransacted, PCSCCode.communicationError, PCSCCode.resetCard: .communicationFailed
        case PCSCCode.unresponsiveCard, PCSCCode.unpoweredCard, PCSCCode.unsupportedCard,
            PCSCCode.protocolMismatch, PCSCCode.cardUnsupported:
            .cardUnresponsive
        case PCSCCode.sharingViolation: .sharingViolation
        default: .systemError
        }
    }
}

/// Return values of PC/SC that mean something to us; names and numbers of pcsclite.h.
enum PCSCCode {
    static let cancelled: UInt32 = 0x8010_0002
    static let invalidHandle: UInt32 = 0x8010_0003
    static let insufficientBuffer: UInt32 = 0x8010_0008
    static let unknownReader: UInt32 = 0x8010_0009
    static let timeout: UInt32 = 0x8010_000A
    static let sharingViolation: UInt32 = 0x8010_000B
    static let noSmartcard: UInt32 = 0x8010_000C
    static let protocolMismatch: UInt32 = 0x8010_000F
    static let communicationError: UInt32 = 0x8010_0013
    static let notTransacted: UInt32 = 0x8010_0016
    static let readerUnavailable: UInt32 = 0x8010_0017
    static let cardUnsupported: UInt32 = 0x8010_001C
    static let noService: UInt32 = 0x8010_001D
    static let serviceStopped: UInt32 = 0x8010_001E
    static let noReaders: UInt32 = 0x8010_002E
    static let unsupportedCard: UInt32 = 0x8010_0065
    static let unresponsiveCard: UInt32 = 0x8010_0066
    static let unpoweredCard: UInt32 = 0x8010_0067
    static let resetCard: UInt32 = 0x8010_0068
    static let removedCard: UInt32 = 0x8010_0069
}
