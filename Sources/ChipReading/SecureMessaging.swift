internal import Cryptography
internal import SmartCard
internal import TravelDocument

/// The terminal's side of a protected session with 3DES or AES, ICAO 9303-11 §9.8.
struct SecureMessaging: Sendable {
    /// Why a protected exchange has ended the session.
    enum Fault: Error, Sendable, Equatable {
        /// The chip answered in the clear: it has left the session.
        case unprotected(StatusWord)
        /// The MAC does not fit.
        case mac
        /// Data objects are missing, doubled or misformed.
        case structure(String)
        /// Our own cryptography failed.
        case cryptography(CryptographyError)
    }

    /// Most bytes of plain answer that fit into a protected answer of 256 bytes: 256 less status (4), MAC (10),
    /// header and padding indicator (4), in whole blocks, less one byte of padding. 231 with 3DES, 223 with AES.
    static func shortAnswerBytes(_ cipher: SessionCipher) -> Int {
        (256 - 18) / cipher.blockLength * cipher.blockLength - 1
    }

    /// Keys of the session.
    let keys: SessionKeys
    private var cipher: SessionCipher { keys.cipher }
    private var block: Int { cipher.blockLength }
    private(set) var sendSequenceCounter: UInt64

    /// A session that has not sent anything yet.
    init(keys: SessionKeys, sendSequenceCounter: UInt64) {
        self.keys = keys
        self.sendSequenceCounter = sendSequenceCounter
    }

    /// The protected form of `command`: header and data authenticated, data encrypted.
    mutating func protect(_ command: CommandAPDU) throws(Fault) -> CommandAPDU {
        sendSequenceCounter &+= 1
        var command = command
        command.cla |= 0x0C
        var objects: [UInt8] = []
        if !command.data.isEmpty {
            let padded = ISO7816Padding.pad(command.data, blockLength: block)
            let cryptogram = try Self.cryptography { () throws(CryptographyError) in
                try cipher.encrypt(key: keys.encryption, iv: try vector(), padded)
            }
            // Odd instructions carry data objects: DO 85 has no padding indicator, DO 87 has.
            let isOdd = command.ins & 1 == 1
            objects += TLV.encode(tag: isOdd ? 0x85 : 0x87, value: isOdd ? cryptogram : [0x01] + cryptogram)
        }
        if let ne = command.ne {
            // 256 and 65,536 are written as zeros.
            let low = UInt8(truncatingIfNeeded: ne)
            objects += [0x97] + (ne > 256 ? [2, UInt8(truncatingIfNeeded: ne >> 8), low] : [1, low])
        }
        var message = counterBytes + ISO7816Padding.pad(command.header, blockLength: block)
        if !objects.isEmpty { message += ISO7816Padding.pad(objects, blockLength: block) }
        let isLong = command.usesExtendedLength
        command.data = objects + [0x8E, 0x08] + (try mac(message))
        command.ne = isLong || command.data.count > 255 ? CommandAPDU.maximumExpectedLength : 256
        return command
    }

    /// The plain form of a protected answer. The MAC is verified before anything else is looked at; after any fault
    /// the session is over.
    mutating func unprotect(_ response: ResponseAPDU) throws(Fault) -> ResponseAPDU {
        sendSequenceCounter &+= 1
        guard !response.data.isEmpty else { throw .unprotected(response.statusWord) }
        let objects: [TLV]
        do {
            objects = try TLV.parse(
                response.data, limits: TLVLimits(maximumElements: ChipReadingLimits.secureMessagingObjects))
        } catch {
            throw .structure("answer is not a list of data objects")
        }
        guard let last = objects.last, last.tag == 0x8E, last.content.count == SessionCipher.macLength else {
            throw .structure("MAC missing")
        }
        let covered = [UInt8](response.data[..<last.offset])
        let expected = try mac(counterBytes + ISO7816Padding.pad(covered, blockLength: block))
        guard constantTimeEqual(expected, last.value) else { throw .mac }

        var data: [UInt8] = []
        var status: StatusWord?
        for (index, object) in objects.dropLast().enumerated() {
            switch object.tag {
            case 0x87 where index == 0:
                guard object.content.first == 0x01 else { throw .structure("padding indicator") }
                data = try decrypt([UInt8](object.content.dropFirst()))
            case 0x85 where index == 0:
                data = try decrypt(object.value)
            case 0x99 where status == nil && object.content.count == 2:
                let value = object.value
                status = StatusWord(sw1: value[0], sw2: value[1])
            default:
                throw .structure("unexpected data object")
            }
        }
        // The status outside is not authenticated: the one inside counts.
        guard let status else { throw .structure("status missing") }
        return ResponseAPDU(data: data, statusWord: status)
    }

    /// The counter in one block. With AES it begins at zero (§9.8.6.3) and never comes near its upper half.
    private var counterBytes: [UInt8] {
        [UInt8](repeating: 0, count: block - 8)
            + (0..<8).reversed().map { UInt8(truncatingIfNeeded: sendSequenceCounter >> (8 * UInt64($0))) }
    }

    /// The initialisation vector: zeros with 3DES, the encrypted counter with AES, §9.8.6.1 and §9.8.6.2.
    private func vector() throws(CryptographyError) -> [UInt8]? {
        cipher == .tripleDES ? nil : try cipher.encrypt(key: keys.encryption, counterBytes)
    }

    private func mac(_ padded: [UInt8]) throws(Fault) -> [UInt8] {
        try Self.cryptography { () throws(CryptographyError) in
            try keys.mac(padded: padded)
        }
    }

    private func decrypt(_ cryptogram: [UInt8]) throws(Fault) -> [UInt8] {
        guard !cryptogram.isEmpty, cryptogram.count.isMultiple(of: block) else {
            throw .structure("cryptogram length")
        }
        do {
            return try ISO7816Padding.unpad(
                try cipher.decrypt(key: keys.encryption, iv: try vector(), cryptogram), blockLength: block)
        } catch {
            throw error.code == .invalidPadding ? .structure("padding") : .cryptography(error)
        }
    }

    private static func cryptography<Value>(
        _ body: () throws(CryptographyError) -> Value
    ) throws(Fault) -> Value {
        do throws(CryptographyError) {
            return try body()
        } catch {
            throw .cryptography(error)
        }
    }
}
