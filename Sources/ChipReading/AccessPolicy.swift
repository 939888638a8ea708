/// Which protocols may open a chip.
package struct AccessPolicy: Sendable, Equatable {
    /// The protocols to try.
    package enum Choice: String, Sendable, CaseIterable {
        /// PACE where the chip offers it, basic access control where it does not.
        case auto
        /// Basic access control, whatever the chip offers; where that is PACE, the report says "downgrade".
        case bac
        /// PACE or nothing.
        case pace
    }

    /// The protocols to try.
    package var choice: Choice
    /// Whether a chip that offers PACE may be opened by basic access control after PACE has failed twice. The report
    /// says so then. Off by default: whoever can disturb PACE could choose the weaker protocol.
    package var allowsDowngrade: Bool

    /// PACE where there is PACE, without any way back.
    package init(choice: Choice = .auto, allowsDowngrade: Bool = false) {
        self.choice = choice
        self.allowsDowngrade = allowsDowngrade
    }
}
