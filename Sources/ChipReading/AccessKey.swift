/// What opens a chip. Never printed: the text form hides the value.
package enum AccessKey: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// MRZ information of basic access control (ICAO 9303-11 §4.3.2): document number, birth date and expiry date,
    /// each with its check digit, as `MachineReadableZone.bacKeyInput` gives it.
    case mrz(bacKeyInput: String)
    /// The card access number that is printed on some documents (§4.4.1): digits; opens chips with PACE only.
    case can(String)

    package var description: String {
        switch self {
        case .mrz: "MRZ key (hidden)"
        case .can: "CAN (hidden)"
        }
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
