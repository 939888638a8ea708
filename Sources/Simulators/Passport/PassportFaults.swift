package import TravelDocument

/// What is wrong with a virtual passport; nothing by default.
package struct PassportFaults: Sendable {
    /// A part of a protected answer.
    package enum ProtectedPart: Sendable, CaseIterable {
        /// DO 8E.
        case mac
        /// DO 87.
        case cryptogram
        /// DO 99.
        case status
    }

    /// A length that the chip does not accept, and how it says so.
    package enum LengthRefusal: Sendable, CaseIterable {
        /// 6700 in a protected answer.
        case wrongLength
        /// 6Cxx with the length it would take.
        case exactLength
        /// 6B00 in a protected answer.
        case wrongOffset
        /// 6700 in the clear: the session is over.
        case droppedSession
        /// No refusal: fewer bytes than asked for.
        case fewerBytes
    }

    /// Protected answers from this one on (counted from 0) have a wrong MAC.
    package var wrongMACFrom: Int?
    /// Protected answers from this one on have a cryptogram with one byte changed and a MAC that fits.
    package var wrongCryptogramFrom: Int?
    /// Protected answers with data leave this part out.
    package var missingPart: ProtectedPart?
    /// Protected answers carry data that is no TLV at all.
    package var garbledAnswers = false
    /// This file holds bytes that are not TLV.
    package var garbageFile: LDSFile?
    /// The header of this file says six million bytes.
    package var hugeFile: LDSFile?
    /// This file says 65,535 bytes and comes one byte at a time.
    package var endlessFile: LDSFile?
    /// The chip leaves in the middle of the command after this many.
    package var goneAfter: Int?
    /// The chip thinks for ever over the command after this many.
    package var silentAfter: Int?
    /// Reads longer than `length` are refused.
    package var refusedLength: (above: Int, how: LengthRefusal)?
    /// READ BINARY of the files of `restrictedFiles`, and by a short identifier where the chip knows none, is refused
    /// in the clear, which ends the session.
    package var refusesInTheClear = false
    /// The chip has another application only.
    package var foreignApplication = false
    /// SELECT of the application does so and answers this.
    package var selectStatus: UInt16?
    /// EXTERNAL AUTHENTICATE is answered by a chip that does not know the key: its MAC is random.
    package var wrongAuthenticationMAC = false
    /// EXTERNAL AUTHENTICATE is answered with other nonces than those of the exchange, under a MAC that fits.
    package var wrongAuthenticationNonce = false
    /// EXTERNAL AUTHENTICATE is refused with this status.
    package var refusesAuthentication: UInt16?
    /// From this protected command on (counted from 0 over all sessions) the chip answers by a status in the clear,
    /// which ends the session.
    package var endsSessionFrom: (answer: Int, status: UInt16)?
    /// What goes wrong in PACE.
    package var pace: PACEFault?
    /// What goes wrong when it shall prove that it is no copy.
    package var authenticity: AuthenticityFault?
    /// SELECT of a file by its identifier is unknown outside of the application.
    package var selectsNothingUnderMasterFile = false
    /// After a reset the passport application is selected, and not the master file.
    package var selectsApplicationAtReset = false
    /// SELECT of the master file by its identifier selects nothing and answers this.
    package var masterFileStatus: UInt16?
    /// SELECT of the master file without naming it selects nothing and answers this.
    package var implicitMasterFileStatus: UInt16?
    /// EF.CardAccess is refused with this status, by its identifier and by its short one.
    package var cardAccessStatus: UInt16?
    /// The answer with the last bytes of a file says 6282.
    package var warnsAtEndOfFile = false
    /// Time for each answer.
    package var answerDelay = Duration.zero

    /// A passport in order.
    package init() {}
}
