package import Checkpoint
internal import Cryptography

extension UnifiedDatabase: ReadingStore {
    /// Notes a reading; see ``ReadingStore/note(_:)``.
    package func note(_ reading: PersonReading) async throws(StoreError) {
        var details = ["records": reading.records, "count": "\(reading.count)"]
        details["subject"] = try reading.subject.map { subject throws(StoreError) in try sealed(subject) }
        details["crossing"] = reading.crossing?.text
        try await journal(.personRead, by: reading.reader, details)
    }

    /// Whom an entry of the journal speaks of, encrypted: the entry outlives what is known of the person.
    func sealed(_ subject: String) throws(StoreError) -> String {
        Hexadecimal.text(try key.seal(Array(subject.utf8), for: ["personRead"]))
    }
}
