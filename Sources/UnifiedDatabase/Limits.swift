/// Bounds of everything the store waits for, reads and writes.
enum Limits {
    /// How long a write waits for another process that holds the database, in seconds: longer than a backup's pause,
    /// shorter than a traveller's patience.
    static let busyTimeoutSeconds = 2.0
    /// Reading connections beside the one that writes.
    static let readers = 4
    /// Most crossings in one listing.
    static let crossingsPerPage = 1000
    /// Most entries of one exit-restriction list; the country has 3.5 million citizens.
    static let restrictionEntries = 1_000_000
    /// Longest text of one field of a list entry or a permission, in bytes.
    static let fieldBytes = 512
    /// Most restrictions shown for one traveller.
    static let restrictionsPerTraveller = 50
    /// Most entries with the digits of a traveller's register number whose letters are looked at: nobody shares eight
    /// digits with so many.
    static let doubtfulEntries = 500
    /// Largest finger template in bytes: 255 minutiae of 6 bytes with headers and extended data fit well.
    static let templateBytes = 16_384
    /// Fingers of one person.
    static let fingers = 10
    /// Longest key file: 64 hex digits with some white space.
    static let keyFileBytes = 128
    /// Longest content of one crossing, in bytes: as much as a spool file may hold.
    static let contentBytes = 16 * 1024 * 1024
    /// Largest spool file that is read back.
    static let spoolFileBytes = 16 * 1024 * 1024

    /// Most faults of the journal that are listed; the first tells the place.
    static let journalFaults = 100

    /// Most entries of a delta: a larger change is delivered as a whole list.
    static let deltaEntries = 100_000
    /// Longest line of a list file: all fields at their longest, escaped.
    static let listLineBytes = 65_536
    /// Bytes of a list file that are read at once.
    static let listBlockBytes = 1 << 20
    /// Most columns of a list file.
    static let listColumns = 16
    /// Most bodies that sign lists.
    static let listSigners = 32
    /// Longest line that can hold nothing but a signature.
    static let signatureLineBytes = 256
    /// Longest file with a detached signature: 128 hex digits and white space.
    static let signatureFileBytes = 256
    /// Entries that are staged in one transaction: lanes wait some tens of milliseconds for it.
    static let listBatch = 10_000
    /// Lines that are told of entries with a strange register number.
    static let strangeRegisterLines = 20
    /// Threads that help to sort the indexes of a list.
    static let sortingThreads = 2
    /// How far the clock of who delivers a list may be ahead of ours, in seconds.
    static let clockDifferenceSeconds: Int64 = 3600

    /// Crossings with one document from which stays are told: a commuter's three years.
    static let passingsPerDocument = 2000

    /// Most flights in one listing.
    static let flightsPerPage = 1000
    /// How long before the time table a traveller of a flight may cross, in milliseconds: twelve hours.
    static let flightLead: Int64 = 12 * 3_600_000
    /// How long after it, for flights that are late: a day.
    static let flightDelay: Int64 = 24 * 3_600_000
    /// Most crossings that are held against the lists of one flight: several days of the whole country's traffic.
    static let crossingsPerFlight = 100_000
    /// Documents of one person that are looked at; nobody holds so many.
    static let documentsPerPerson = 16
    /// Children's journeys that are followed up, the newest.
    static let followUps = 1000
    /// Entries about one document that are shown, the newest.
    static let entriesPerDocument = 500

    /// Pages that a backup copies between two looks at its progress.
    static let backupPages: CInt = 1024
    /// Rows whose time is over that are deleted in one transaction: lanes wait some tens of milliseconds for it.
    static let retentionBatch = 200
    /// Most lines of damage that are told.
    static let damageLines = 100

    /// Whether a text fits into a field: not too long, and without NUL, which ends a text for SQLite.
    static func isField(_ text: String) -> Bool {
        guard text.utf8.count <= fieldBytes else { return false }
        return !(text.utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? text.utf8.contains(0))
    }
}
