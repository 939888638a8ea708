import Checkpoint
import Foundation
import Support
import Testing
import TravelDocument
import UnifiedDatabase

/// A real unified database with keys in a folder of its own, for commands that work on one by themselves.
struct SampleStore {
    let scratch: Scratch

    /// - Parameter permissions: how many documents are enrolled, `E0000001` and so on, two fingers each.
    init(permissions: Int = 1) async throws {
        scratch = try Scratch()
        let database = try UnifiedDatabase(
            path: scratch.place("boomt.sqlite"), key: try DatabaseKey.loadOrCreate(at: scratch.place("boomt.key")),
            journalKey: try JournalKey.loadOrCreate(at: scratch.place("journal.key")))
        try await database.add(
            Officer(number: "17", name: "Д. Оюун", role: .inspector, addedAt: .now(), addedBy: "admin"))
        for number in 0..<permissions {
            _ = try await database.grant(try Self.permission(number + 1))
        }
        try database.close()
    }

    /// The options that name this store.
    var options: [String] {
        [
            "--database", scratch.place("boomt.sqlite"), "--key-file", scratch.place("boomt.key"),
            "--journal-key-file", scratch.place("journal.key"),
        ]
    }

    /// Runs a command on this store.
    func run(_ words: [String], _ more: [String] = []) async throws -> CommandRun {
        try await CommandRun.boomtctl(words + options + more)
    }

    /// `journal verify` of this store.
    func verify(_ more: [String] = []) async throws -> CommandRun {
        try await CommandRun.boomtctl(
            [
                "journal", "verify", "--json", "--database", scratch.place("boomt.sqlite"), "--key-file",
                scratch.place("journal.key"),
            ] + more)
    }

    /// Opens the store with the keys that its files hold now.
    func open() throws -> UnifiedDatabase {
        try UnifiedDatabase(
            path: scratch.place("boomt.sqlite"), key: try DatabaseKey.load(from: scratch.place("boomt.key")),
            journalKey: try JournalKey.load(from: scratch.place("journal.key")))
    }

    static func permission(_ number: Int) throws -> EGatePermission {
        let expiry = try #require(CivilDate("2035-01-01"))
        let birth = try #require(CivilDate("1985-01-01"))
        let digits = String(number)
        return EGatePermission(
            issuer: "MNG", documentNumber: "E" + String(repeating: "0", count: 7 - digits.count) + digits,
            documentExpiry: expiry, birthDate: birth, primaryIdentifier: "BATBAYAR", secondaryIdentifier: "SARANGEREL",
            registerNumber: nil, legalCapacityDeclared: true, documentHasChip: false,
            fingers: [2, 7].map { EnrolledFinger(position: $0, template: (0..<400).map { UInt8($0 % 251) }) },
            grantedAt: UnixTime(seconds: 1_773_115_200))
    }
}
