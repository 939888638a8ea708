/// The parts of a reading, as errors and timings name them.
package enum ChipReadingStep: String, Sendable, CaseIterable {
    /// Powering the chip and taking it.
    case connect
    /// Asking the chip for its abilities (EF.ATR/INFO) and for ways to open it (EF.CardAccess).
    case capabilities
    /// Selecting the passport application.
    case selectApplication
    /// Proving knowledge of the data page.
    case accessControl
    /// Proving that the chip is no copy, by its key agreement key.
    case chipAuthentication
    /// Proving that the chip is no copy, by its signature key.
    case activeAuthentication
    /// Proving to the chip that we may read fingers.
    case terminalAuthentication
    /// Reading a file.
    case readFile
}
