/// The check digit of machine-readable zones: weights 7, 3, 1 over the characters, modulo 10.
///
/// ICAO 9303-3 §4.9: digits count as themselves, A to Z as 10 to 35, fillers as 0.
package struct CheckDigit: Sendable {
    private var sum = 0
    private var index = 0

    /// Starts over no characters; their check digit is 0.
    package init() {}

    /// Takes in the next character as its ASCII byte; anything outside A-Z, 0-9 counts as a filler.
    @inline(__always)
    package mutating func add(_ character: UInt8) {
        let value: Int
        switch character {
        case 0x30...0x39: value = Int(character) - 0x30
        case 0x41...0x5A: value = Int(character) - 0x41 + 10
        default: value = 0
        }
        switch index {
        case 0:
            sum += 7 * value
            index = 1
        case 1:
            sum += 3 * value
            index = 2
        default:
            sum += value
            index = 0
        }
        // Kept small so that no length of input can overflow.
        if sum >= 1000 { sum %= 10 }
    }

    /// The check digit of the characters so far, as the ASCII byte of a digit.
    package var character: UInt8 { 0x30 + UInt8(truncatingIfNeeded: sum % 10) }

    /// The check digit of a text, as the ASCII byte of a digit.
    package static func of(_ text: some Sequence<UInt8>) -> UInt8 {
        var digit = CheckDigit()
        for character in text { digit.add(character) }
        return digit.character
    }
}
