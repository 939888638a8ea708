package import Fingerprint

/// Somebody who comes to the gate: document, fingers, and what he or she does there.
package struct Traveller: Sendable {
    /// The lines of the data page, separated by a line feed.
    package var mrz: String
    /// `exit` or `entry`.
    package var direction: String
    /// The chip of the document; nil for a document without one.
    package var chip: VirtualPassport?
    /// What is laid on the scanner at the first, second, … question; the last one again and again. Empty for
    /// somebody who lays nothing down.
    package var fingers: [FingerImage]
    /// Whether he or she goes through an open gate.
    package var walksThrough: Bool
    /// Whether the images come from a recording: the same to the bit each time, which no finger can do.
    package var playsBack: Bool

    package init(
        mrz: String, direction: String, chip: VirtualPassport? = nil, fingers: [FingerImage] = [],
        walksThrough: Bool = true, playsBack: Bool = false
    ) {
        self.mrz = mrz
        self.direction = direction
        self.chip = chip
        self.fingers = fingers
        self.walksThrough = walksThrough
        self.playsBack = playsBack
    }
}

/// How a traveller fared, as the kiosk saw it.
package struct Passage: Sendable {
    package var crossing: String
    package var events: [KioskEvent]

    /// The final state: `passed`, `turnedBack`, `referred`, `interrupted`; nil when the stream broke.
    package var outcome: String? { events.last { $0.event == "completed" }?.outcome }
    package var gateOpened: Bool { events.contains { $0.gate == "open" } }
    /// The rules that stood in the way.
    package var rules: [String] { events.last { $0.event == "decision" }?.reasons?.map(\.rule) ?? [] }
}
