/// Bounds on what the commands take from files, standard input and the daemon.
enum Limits {
    /// Bytes of zones in one call of `mrz`: some ninety thousand passports.
    static let zonesBytes = 8 << 20
    /// Bytes of a file with the zone of one document.
    static let zoneFileBytes = 64 << 10
    /// Bytes of one image or template; a grey image of 2000 x 2000 pixels has 4 MB.
    static let fingerFileBytes = 32 << 20
    /// Files of one call of `finger score`: all pairs of them are a million and a half.
    static let scoredFiles = 1800
    /// Bytes of `evidence.json`.
    static let evidenceBytes = 1 << 20
    /// Bytes of sealed evidence: chip files in base64, the authorities and lists that judged them.
    static let sealedEvidenceBytes = 64 << 20
    /// Bytes of a file of signers, or of a detached signature.
    static let signersBytes = 1 << 16
    /// Bytes of a list to import: what the daemon takes.
    static let listBytes = 32 << 20
    /// Bytes of a file to import into the trust store: collections of all states' master lists have about 20 MB.
    static let trustFileBytes = 64 << 20
    /// Bytes of a file with the facts of one crossing.
    static let factsBytes = 1 << 20
    /// Rows of one page of crossings: what the daemon gives.
    static let crossingsPerPage = 200
    /// Entries of the journal that are shown together.
    static let journalEntries = 1000
    /// Files of passenger lists that are imported together.
    static let flightFiles = 64
    /// Rows of one page of flights: what the database gives.
    static let flightsPerPage = 1000
    /// Fingers of one permission.
    static let fingers = 10
    /// Finger images of one document in a folder: those that are decoded, each behind a record that is not.
    static let fingerPictures = 32
    /// Files of a folder with a terminal's certificates and key.
    static let terminalFiles = 64
    /// Bytes of one of them.
    static let terminalFileBytes = 32 << 10
    /// Longest wait for a finger in seconds.
    static let fingerSeconds = 600
    /// Longest wait for the daemon's answer in seconds: a long list is written in one transaction.
    static let daemonSeconds = 60
    /// Longest wait for the PC/SC service to name its readers.
    static let readerSurvey = Duration.seconds(5)
    /// A silence of this length ends the survey of readers: pcscd tells of all it has within milliseconds.
    static let readerSilence = Duration.milliseconds(300)
}
