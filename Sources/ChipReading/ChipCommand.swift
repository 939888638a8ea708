internal import SmartCard
internal import TravelDocument

/// The commands of a reading, each exactly of the case that chips expect: several refuse a Le too many or too few.
enum ChipCommand {
    /// Identifier of the passport application, ICAO 9303-10 §3.4.
    static let applicationIdentifier: [UInt8] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01]

    /// SELECT by name without answer (case 3), ICAO 9303-10 §3.6.
    static let selectApplication = CommandAPDU(ins: 0xA4, p1: 0x04, p2: 0x0C, data: applicationIdentifier)

    /// SELECT of a file under the current application by its identifier (case 3).
    static func select(_ file: LDSFile) -> CommandAPDU {
        let identifier = file.fileIdentifier
        return CommandAPDU(
            ins: 0xA4, p1: 0x02, p2: 0x0C,
            data: [UInt8(truncatingIfNeeded: identifier >> 8), UInt8(truncatingIfNeeded: identifier)])
    }

    /// GET CHALLENGE of 8 bytes (case 2).
    static let getChallenge = CommandAPDU(ins: 0x84, p1: 0x00, p2: 0x00, ne: 8)

    /// EXTERNAL AUTHENTICATE with answer (case 4).
    static func externalAuthenticate(_ data: [UInt8], ne: Int) -> CommandAPDU {
        CommandAPDU(ins: 0x82, p1: 0x00, p2: 0x00, data: data, ne: ne)
    }

    /// READ BINARY from the start of a file that the command selects by its short identifier.
    static func readStart(of file: LDSFile, ne: Int) -> CommandAPDU {
        CommandAPDU(ins: 0xB0, p1: 0x80 | (file.shortFileIdentifier & 0x1F), p2: 0x00, ne: ne)
    }

    /// READ BINARY of the selected file; `offset` below 32,768.
    static func read(offset: Int, ne: Int) -> CommandAPDU {
        CommandAPDU(
            ins: 0xB0, p1: UInt8(truncatingIfNeeded: offset >> 8) & 0x7F, p2: UInt8(truncatingIfNeeded: offset), ne: ne)
    }

    /// READ BINARY with odd instruction: the offset travels in DO 54, the answer in DO 53; ISO/IEC 7816-4 §11.2.3.
    static func readFar(offset: Int, ne: Int) -> CommandAPDU {
        let width = offset > 0xFFFF ? 3 : 2
        let bytes = (0..<width).reversed().map { UInt8(truncatingIfNeeded: offset >> (8 * $0)) }
        return CommandAPDU(ins: 0xB1, p1: 0x00, p2: 0x00, data: TLV.encode(tag: 0x54, value: bytes), ne: ne)
    }

    /// SELECT of the master file (case 3). Chips that know no such command stay where they are.
    static let selectMasterFile = CommandAPDU(ins: 0xA4, p1: 0x00, p2: 0x0C, data: [0x3F, 0x00])

    /// The same without naming it (case 1): after a reset a chip knows no other.
    static let selectMasterFileImplicitly = CommandAPDU(ins: 0xA4, p1: 0x00, p2: 0x0C)

    /// MSE:Set AT for PACE (case 3), ICAO 9303-11 §4.4.4.1.
    static func setAuthenticationTemplate(_ data: [UInt8]) -> CommandAPDU {
        CommandAPDU(ins: 0x22, p1: 0xC1, p2: 0xA4, data: data)
    }

    /// MSE:Set KAT for chip authentication with 3DES (case 3), BSI TR-03110-3 §B.1.
    static func setKeyAgreementTemplate(_ data: [UInt8]) -> CommandAPDU {
        CommandAPDU(ins: 0x22, p1: 0x41, p2: 0xA6, data: data)
    }

    /// MSE:Set AT for chip authentication with AES (case 3), BSI TR-03110-3 §B.1.
    static func setChipAuthentication(_ data: [UInt8]) -> CommandAPDU {
        CommandAPDU(ins: 0x22, p1: 0x41, p2: 0xA4, data: data)
    }

    /// INTERNAL AUTHENTICATE (case 4) with the terminal's challenge, ICAO 9303-11 §6.1.
    static func internalAuthenticate(_ challenge: [UInt8], ne: Int) -> CommandAPDU {
        CommandAPDU(ins: 0x88, p1: 0x00, p2: 0x00, data: challenge, ne: ne)
    }

    /// SELECT of a file under the current application by its identifier (case 3).
    static func select(identifier: UInt16) -> CommandAPDU {
        CommandAPDU(
            ins: 0xA4, p1: 0x02, p2: 0x0C,
            data: [UInt8(truncatingIfNeeded: identifier >> 8), UInt8(truncatingIfNeeded: identifier)])
    }

    /// READ BINARY from the start of the file with this short identifier.
    static func readStart(shortIdentifier: UInt8, ne: Int) -> CommandAPDU {
        CommandAPDU(ins: 0xB0, p1: 0x80 | (shortIdentifier & 0x1F), p2: 0x00, ne: ne)
    }

    /// MSE:Set DST (case 3): whose key verifies the next certificate, BSI TR-03110-3 §B.3.
    static func setVerifyingKey(_ reference: CertificateReference) -> CommandAPDU {
        CommandAPDU(ins: 0x22, p1: 0x81, p2: 0xB6, data: TLV.encode(tag: 0x83, value: reference.bytes))
    }

    /// PSO:Verify Certificate (case 3) with a certificate, or a part of one.
    static func verifyCertificate(_ part: [UInt8], isLast: Bool) -> CommandAPDU {
        CommandAPDU(cla: isLast ? 0x00 : 0x10, ins: 0x2A, p1: 0x00, p2: 0xBE, data: part)
    }

    /// MSE:Set AT for terminal authentication (case 3): whose key signs.
    static func setTerminalKey(_ reference: CertificateReference) -> CommandAPDU {
        CommandAPDU(ins: 0x22, p1: 0x81, p2: 0xA4, data: TLV.encode(tag: 0x83, value: reference.bytes))
    }

    /// EXTERNAL AUTHENTICATE with the terminal's signature (case 3).
    static func presentSignature(_ part: [UInt8], isLast: Bool) -> CommandAPDU {
        CommandAPDU(cla: isLast ? 0x00 : 0x10, ins: 0x82, p1: 0x00, p2: 0x00, data: part)
    }

    /// GENERAL AUTHENTICATE (case 4) with dynamic authentication data; chained but for the last, §4.4.4.2.
    static func generalAuthenticate(_ objects: [UInt8], isLast: Bool) -> CommandAPDU {
        CommandAPDU(
            cla: isLast ? 0x00 : 0x10, ins: 0x86, p1: 0x00, p2: 0x00, data: TLV.encode(tag: 0x7C, value: objects),
            ne: 256)
    }
}
