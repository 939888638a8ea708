package import BorderLaw
internal import Checkpoint
internal import GRDB
package import Support
package import TravelDocument

/// A flight that begins or ends at this checkpoint.
package struct StoredFlight: Sendable, Equatable {
    package let id: Int64
    package let number: FlightDesignator
    /// Of arrival here for an entry, of departure from here for an exit.
    package let day: CivilDate
    package let direction: Direction
    package let sector: FlightSector
    /// When it arrives here or leaves by the time table.
    package let scheduledAt: UnixTime
}

/// A list of a flight as it was imported.
package struct StoredPassengerList: Sendable, Equatable {
    package let id: Int64
    package let kind: PassengerList.Kind
    /// Who sent it, and the sender's number for the interchange.
    package let sender: String
    package let interchange: String
    /// Of the messages, with a blank between those of parts.
    package let reference: String
    package let preparedAt: LocalDateTime
    package let importedAt: UnixTime
    package let importedBy: String
    package let personCount: Int
    /// What the carrier counted; nil when it did not say.
    package let announced: Int?
    package let notes: [PassengerListNote]
}

/// A flight with the lists in force, in a list of flights.
package struct FlightRow: Sendable, Equatable {
    package let flight: StoredFlight
    package let lists: [StoredPassengerList]
}

extension StoredFlight {
    init(row: Row) throws {
        guard let number = FlightDesignator(try row.decode(String.self, forColumn: "number")) else {
            throw StoreError(.corrupt, "read flight: its number is none")
        }
        self.init(
            id: try row.decode(forColumn: "id"), number: number, day: try row.day("day"),
            direction: try row.word("direction"),
            sector: FlightSector(
                from: try row.decode(forColumn: "origin"), to: try row.decode(forColumn: "destination"),
                departure: try row.optionalLocalTime("departure"), arrival: try row.optionalLocalTime("arrival")),
            scheduledAt: try row.time("scheduledAt"))
    }
}

extension StoredPassengerList {
    init(row: Row) throws {
        guard let preparedAt = try row.optionalLocalTime("preparedAt") else {
            throw StoreError(.corrupt, "read passenger list: no time of preparation")
        }
        let notes = try StoredJSON.value([StoredNote].self, of: try row.decode(forColumn: "notes"))
        self.init(
            id: try row.decode(forColumn: "id"), kind: try row.word("kind"),
            sender: try row.decode(forColumn: "sender"),
            interchange: try row.decode(forColumn: "interchange"), reference: try row.decode(forColumn: "reference"),
            preparedAt: preparedAt, importedAt: try row.time("importedAt"),
            importedBy: try row.decode(forColumn: "importedBy"), personCount: try row.decode(forColumn: "personCount"),
            announced: try row.decode(forColumn: "announced"), notes: notes.compactMap(\.note))
    }
}

/// A note in its column.
struct StoredNote: Codable {
    let code: String
    let segment: Int

    init(_ note: PassengerListNote) {
        code = note.code.rawValue
        segment = note.segment
    }

    /// Nil for a code of another version.
    var note: PassengerListNote? {
        PassengerListNote.Code(rawValue: code).map { PassengerListNote($0, segment: segment) }
    }
}

extension Row {
    /// A time of the clock or nothing.
    func optionalLocalTime(_ column: String) throws -> LocalDateTime? {
        guard let text = try decode(String?.self, forColumn: column) else { return nil }
        guard let time = LocalDateTime(text) else { throw StoreError(.corrupt, "read \(column): no time") }
        return time
    }
}
