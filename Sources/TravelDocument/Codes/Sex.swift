/// Sex as travel documents record it. Raw values are the letters of the visual zone.
///
/// ICAO 9303-3 §4.1.1.1: the machine-readable zone prints `<` where the visual zone prints X.
package enum Sex: String, Sendable, Hashable, Codable, CaseIterable {
    /// M
    case male = "M"
    /// F
    case female = "F"
    /// X in the visual zone, `<` in the machine-readable zone: not stated.
    case unspecified = "X"
}
