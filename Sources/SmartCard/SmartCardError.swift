/// Why a reader or a chip could not be used.
///
/// Holds no bytes of commands or answers: an error can go into the log as it is.
package struct SmartCardError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure; what callers decide by.
    package enum Code: String, Sendable, CaseIterable {
        /// The chip left the reader, or was never there.
        case cardRemoved
        /// The reader is gone or unknown.
        case readerRemoved
        /// pcscd does not run, or ended in the middle.
        case serviceUnavailable
        /// The chip, or its reader, did not answer within the time of the watchdog.
        case noAnswer
        /// Something was sent but nothing usable came back; the chip may still be there.
        case communicationFailed
        /// A chip is there but does not answer to a reset, or not in a protocol that we speak.
        case cardUnresponsive
        /// Another program holds the chip.
        case sharingViolation
        /// The transmission protocol was broken, such as a GET RESPONSE without end.
        case protocolError
        /// An APDU cannot be encoded or decoded.
        case malformedAPDU
        /// The connection has been closed, or was given up after `noAnswer`.
        case connectionClosed
        /// Too many threads hang in readers that never answer; no more are started.
        case tooManyHungReaders
        /// PC/SC failed in a way that has no name here; `pcscCode` tells more.
        case systemError
    }

    /// The kind of failure.
    package var code: Code
    /// What was being done, in a few English words for the log.
    package var what: String
    /// The return value of PC/SC where there was one (32 bits, `SCARD_E_…` and `SCARD_W_…` of pcsclite.h).
    package var pcscCode: UInt32?

    /// An error of kind `code` met while doing `what`.
    package init(_ code: Code, _ what: String, pcscCode: UInt32? = nil) {
        self.code = code
        self.what = what
        self.pcscCode = pcscCode
    }

    package var description: String {
        guard let pcscCode else { return "\(code.rawValue): \(what)" }
        return "\(code.rawValue): \(what) (PC/SC \(String(pcscCode, radix: 16, uppercase: true)))"
    }
}
