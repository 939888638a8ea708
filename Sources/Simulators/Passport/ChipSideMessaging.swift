internal import Cryptography
internal import TravelDocument

/// The chip's side of a 3DES or AES session, written from ICAO 9303-11 §9.8 apart from the terminal's side, so that an
/// error in one of them shows. Only the block ciphers and the MACs are shared.
struct ChipSideMessaging: Sendable {
    private let cipher: ChipSideCipher
    private let cipherKey: [UInt8]
    private let macKey: [UInt8]
    private var counter: [UInt8]

    /// - Parameter counter: eight bytes.
    init(seed: [UInt8], counter: [UInt8]) throws(CryptographyError) {
        cipher = .tripleDES
        (cipherKey, macKey) = try Self.keys(seed: seed)
        self.counter = counter
    }

    /// The session after PACE: the counter begins with zeros.
    init?(cipher: ChipSideCipher, secret: [UInt8]) {
        guard let cipherKey = cipher.key(secret, 1), let macKey = cipher.key(secret, 2) else { return nil }
        (self.cipher, self.cipherKey, self.macKey) = (cipher, cipherKey, macKey)
        counter = [UInt8](repeating: 0, count: cipher.block)
    }

    /// Encryption and MAC key of a seed, §9.7.1. Parity bits do not matter to DES.
    static func keys(seed: [UInt8]) throws(CryptographyError) -> (cipher: [UInt8], mac: [UInt8]) {
        let cipher = try HashAlgorithm.sha1.digest(seed + [0, 0, 0, 1])
        let mac = try HashAlgorithm.sha1.digest(seed + [0, 0, 0, 2])
        return ([UInt8](cipher[..<16]), [UInt8](mac[..<16]))
    }

    /// 80 and zeros up to a whole block.
    static func padded(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes + [0x80]
        while bytes.count % 8 != 0 { bytes.append(0) }
        return bytes
    }

    /// The plain form of a protected command; nil when it is not well protected.
    mutating func open(_ command: ChipCommandBytes) -> ChipCommandBytes? {
        countUp()
        var plain = command
        plain.cla &= 0xF3
        plain.data = []
        plain.expected = nil
        var covered: [UInt8] = []
        var mac: [UInt8]?
        var cryptogram: [UInt8]?
        var rest = command.data[...]
        while mac == nil {
            guard let (tag, value, whole) = Self.object(&rest) else { return nil }
            switch tag {
            case 0x87:
                guard value.first == 1 else { return nil }
                cryptogram = [UInt8](value.dropFirst())
            case 0x85: cryptogram = value
            case 0x97:
                guard (1...2).contains(value.count) else { return nil }
                let number = value.reduce(0) { $0 << 8 | Int($1) }
                plain.expected = number == 0 ? (value.count == 2 ? 65_536 : 256) : number
            case 0x8E: mac = value
            default: return nil
            }
            if tag != 0x8E { covered += whole }
        }
        guard rest.isEmpty, let mac else { return nil }
        var message = counter + cipher.padded([command.cla, command.ins, command.p1, command.p2])
        if !covered.isEmpty { message += cipher.padded(covered) }
        guard let expected = cipher.mac(macKey, message), expected == mac else { return nil }
        if let cryptogram {
            guard let clear = cipher.decipher(cipherKey, cryptogram, iv: vector),
                let end = clear.lastIndex(of: 0x80), clear[(end + 1)...].allSatisfy({ $0 == 0 })
            else { return nil }
            plain.data = [UInt8](clear[..<end])
        }
        return plain
    }

    /// The protected form of an answer, with the faults that it shall have.
    mutating func close(
        _ reply: ChipReply, odd: Bool, missing: PassportFaults.ProtectedPart?, wrongMAC: Bool, wrongCryptogram: Bool
    ) -> [UInt8]? {
        countUp()
        let status = [UInt8(truncatingIfNeeded: reply.status >> 8), UInt8(truncatingIfNeeded: reply.status)]
        var objects: [UInt8] = []
        if !reply.data.isEmpty, missing != .cryptogram {
            guard var cryptogram = cipher.encipher(cipherKey, cipher.padded(reply.data), iv: vector) else { return nil }
            // The last block carries the padding: changing the one before leaves no sign of itself but the content.
            if wrongCryptogram { cryptogram[cryptogram.count - 1] ^= 0x55 }
            objects += odd ? Self.object(0x85, cryptogram) : Self.object(0x87, [1] + cryptogram)
        }
        if missing != .status { objects += [0x99, 2] + status }
        guard var mac = cipher.mac(macKey, counter + cipher.padded(objects)) else { return nil }
        if wrongMAC { mac[0] ^= 1 }
        if missing != .mac { objects += Self.object(0x8E, mac) }
        return objects + status
    }

    /// Zeros with 3DES, the enciphered counter with AES.
    private var vector: [UInt8]? { cipher.kind == .tripleDES ? nil : cipher.encipher(cipherKey, counter) }

    /// Bytes of answer that fit beside the data objects of a short protected answer.
    var shortAnswerBytes: Int { cipher.kind == .tripleDES ? 231 : 223 }

    private mutating func countUp() {
        for index in counter.indices.reversed() {
            counter[index] &+= 1
            if counter[index] != 0 { return }
        }
    }

    private static func object(_ tag: UInt8, _ value: [UInt8]) -> [UInt8] {
        let count = value.count
        let low = UInt8(truncatingIfNeeded: count)
        let high = UInt8(truncatingIfNeeded: count >> 8)
        if count < 128 { return [tag, low] + value }
        if count < 256 { return [tag, 0x81, low] + value }
        if count < 65_536 { return [tag, 0x82, high, low] + value }
        return [tag, 0x83, UInt8(truncatingIfNeeded: count >> 16), high, low] + value
    }

    private static func object(_ rest: inout ArraySlice<UInt8>) -> (UInt8, [UInt8], [UInt8])? {
        let whole = rest
        guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first & 0x80 != 0 {
            let width = Int(first & 0x7F)
            guard (1...2).contains(width), rest.count >= width else { return nil }
            length = rest.prefix(width).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(width)
        }
        guard rest.count >= length else { return nil }
        let value = [UInt8](rest.prefix(length))
        rest = rest.dropFirst(length)
        return (tag, value, [UInt8](whole[..<rest.startIndex]))
    }
}
