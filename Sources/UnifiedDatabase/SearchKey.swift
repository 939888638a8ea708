internal import TravelDocument

/// By what a traveller is found on a list: forms of numbers and names that do not depend on how they were typed.
enum SearchKey {
    /// A document number: capitals, without filler and blanks; nil when nothing is left.
    static func document(_ number: String) -> String? {
        if number.utf8.allSatisfy({ $0 < 0x80 }) {
            // Nearly every number: a million of them stand on a list.
            let bytes = number.utf8.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x3C && $0 != 0x2D }
                .map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }
        let key = number.uppercased().filter { $0 != "<" && !$0.isWhitespace && $0 != "-" }
        return key.isEmpty ? nil : key
    }

    /// An issuing state: Germany prints `D`, and carriers write `DEU`.
    static func issuer(_ code: String) -> String {
        let key = code.uppercased().filter { $0 != "<" && !$0.isWhitespace }
        return key == "DEU" ? "D" : key
    }

    /// A register number as it should have been typed; a text that is none stands as capitals without blanks, so that
    /// a wrongly typed number on a list still meets the same one elsewhere.
    static func register(_ number: String) -> String? {
        if let repaired = try? RegisterNumber.repairing(number) { return repaired.number.text }
        let key = number.uppercased().filter { !$0.isWhitespace }
        return key.isEmpty ? nil : key
    }

    /// Names however they are spelled and in whichever order.
    static func names(_ primary: String?, _ secondary: String?) -> String? {
        FoldedName(primary ?? "", secondary ?? "")?.key
    }
}
