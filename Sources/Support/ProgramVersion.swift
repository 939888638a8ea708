/// The version of boomt: one for the daemon and the command line, which belong together.
package enum ProgramVersion {
    /// Stands in every record and evidence, and answers `--version`.
    package static let text = "0.1.0"
}
