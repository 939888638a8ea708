import Cryptography
import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Forging a journal with keys of lanes")
struct LaneForgeryTests {
    private let journal: LaneJournal

    init() async throws { journal = try await LaneJournal() }

    private var checkpoint: Ed25519.PrivateKey { journal.workspace.journalKey.own }

    @Test func `an entry of a lane that another key has signed is found at its exact place`() throws {
        let entries = try journal.entries("lane = 'gate-1'")
        #expect(entries.map(\.kind) == ["crossingAdmitted", "crossingCompleted"])
        for entry in entries {
            for key in [checkpoint, try journal.key(1), try Ed25519.PrivateKey.generate().key] {
                let set = "UPDATE journal SET signature = ? WHERE sequence = ?"
                let forged = try key.sign(entry.hash)
                try journal.tamper { try $0.execute(sql: set, arguments: [Blob(forged).data, entry.sequence]) }
                let fault = try #require(try journal.verify().faults.first)
                #expect(fault == JournalFault(kind: .signatureWrong, sequence: entry.sequence, subject: entry.subject))
                #expect(try journal.verify().faults.count == 1)
                try journal.tamper {
                    try $0.execute(sql: set, arguments: [Blob(entry.signature).data, entry.sequence])
                }
                #expect(try journal.verify().isIntact)
            }
        }
    }

    @Test func `a lane signs nothing that names no lane`() throws {
        let place = try journal.forge(JournalEvent(.daemonStopped), signedBy: journal.key(0))
        try journal.expect(.signatureWrong, at: place)
    }

    @Test func `a key that the checkpoint does not vouch for is nobody's`() throws {
        let thief = try Ed25519.PrivateKey.generate().key
        let head = try #require(try journal.entries().last)
        let told = try LaneKeyAnnouncement(
            thief, of: journal.lanes[0], after: JournalPlace(sequence: head.sequence, hash: head.hash))
        let place = try journal.forge(JournalEvent(.laneKeyAdded, details: told.details), signedBy: thief)
        let next = try journal.forge(
            JournalEvent(.laneTripChanged, lane: journal.lanes[0], details: ["trip": "none"]), signedBy: thief)
        let faults = try journal.verify().faults
        #expect(faults.map(\.kind) == [.keyChangeForged, .signatureWrong] && faults.map(\.sequence) == [place, next])
        // The daemon takes it for the key in force, and so tells its own anew.
        #expect(try journal.verify().keys.count == 3)
    }

    /// Announcements that the checkpoint has signed, as nobody without its key can, and that name a key without right.
    enum Untrue: CaseIterable {
        case withoutProof, repeated, ofOtherPlace, ofOtherLane, keyOfOtherLane, keyOfCheckpoint
    }

    @Test(arguments: Untrue.allCases)
    func `a key is put into force only by a proof of this place, for one lane`(untrue: Untrue) throws {
        let head = try #require(try journal.entries().last)
        let place = JournalPlace(sequence: head.sequence, hash: head.hash)
        let (gate, other) = (journal.lanes[0], journal.lanes[1])
        let new = try Ed25519.PrivateKey.generate().key
        var details: [String: String]
        switch untrue {
        case .withoutProof:
            details = try LaneKeyAnnouncement(new, of: gate, after: place).details
            details["proof"] = nil
        case .repeated:
            let first = try #require(try journal.entries("kind = 'laneKeyAdded'").first)
            details = try #require(try LaneKeyAnnouncement(first)).details
        case .ofOtherPlace:
            let later = JournalPlace(sequence: place.sequence + 1, hash: place.hash)
            details = try LaneKeyAnnouncement(new, of: gate, after: later).details
        case .ofOtherLane:
            details = try LaneKeyAnnouncement(new, of: other, after: place).details
            details["lane"] = gate.text
        case .keyOfOtherLane: details = try LaneKeyAnnouncement(journal.key(1), of: gate, after: place).details
        case .keyOfCheckpoint: details = try LaneKeyAnnouncement(checkpoint, of: gate, after: place).details
        }
        let forged = try journal.forge(JournalEvent(.laneKeyAdded, details: details), signedBy: checkpoint)
        try journal.expect(.keyChangeForged, at: forged)
    }

    @Test func `a lane gives keys to nobody`() throws {
        let head = try #require(try journal.entries().last)
        let new = try Ed25519.PrivateKey.generate().key
        let told = try LaneKeyAnnouncement(
            new, of: journal.lanes[1], after: JournalPlace(sequence: head.sequence, hash: head.hash))
        let first = try journal.forge(
            JournalEvent(.laneKeyAdded, lane: journal.lanes[0], details: told.details), signedBy: journal.key(0))
        try journal.expect(.keyChangeForged, at: first)

        let last = try #require(try journal.entries().last)
        let thief = try JournalKey.loadOrCreate(at: journal.workspace.path("thief"))
        let change = try JournalKeyChange(
            to: thief, from: checkpoint.publicKey, sequence: last.sequence + 1, previousHash: last.hash)
        let second = try journal.forge(
            JournalEvent(.journalKeyChanged, lane: journal.lanes[0], details: change.details),
            signedBy: journal.key(0))
        let faults = try journal.verify().faults
        #expect(faults.map(\.kind) == [.keyChangeForged, .keyChangeForged])
        #expect(faults.map(\.sequence) == [first, second])
        // Nor does it take the journal away from whoever opens it.
        try journal.database.close()
        try journal.workspace.open().close()
    }

    /// What whoever has the key of one lane would like to say.
    enum Overreach: CaseIterable { case officer, officerAsCrossing, otherCrossing, batch, daemon, unknownKind }

    @Test(arguments: Overreach.allCases)
    func `a lane tells of nothing but its own crossings`(overreach: Overreach) throws {
        let lane = journal.lanes[0]
        let other = try #require(
            try journal.entries("lane = 'gate-2' AND kind = 'crossingAdmitted'").first?.subject)
        let digest = [UInt8](repeating: 1, count: 32)
        var (event, subject) = (JournalEvent(.crossingRecorded, lane: lane), String?.none)
        switch overreach {
        case .officer: (event.kind, subject) = (.officerChanged, "officer:17")
        case .officerAsCrossing: subject = "officer:17"
        case .otherCrossing: subject = other
        case .batch: (event.kind, event.details) = (.laneTripChanged, ["rows": "0", "rowsDigest": "aa"])
        case .daemon: event.kind = .daemonStopped
        case .unknownKind: (event.kind, subject) = (.laneTripChanged, "officer:17")
        }
        let place = try journal.forge(
            event, subject: subject, rowDigest: subject == nil ? nil : digest, signedBy: journal.key(0))
        let fault = try #require(try journal.verify().faults.first)
        #expect(fault == JournalFault(kind: .foreignToLane, sequence: place, subject: subject))
    }

    @Test func `a crossing that a lane has taken from another is found, even where the record says so, too`() throws {
        let told = try #require(try journal.entries("lane = 'gate-2' AND kind = 'crossingCompleted'").first)
        let subject = try #require(told.subject)
        let row = try #require(JournaledRow(subject: subject))
        var digest: [UInt8]?
        try journal.tamper { db in
            try db.execute(sql: "UPDATE crossing SET lane = 'gate-1', outcome = 'refer' WHERE lane = 'gate-2'")
            digest = try row.digest(db)
        }
        let place = try journal.forge(
            JournalEvent(.crossingCompleted, lane: journal.lanes[0], details: ["state": "passed"]), subject: subject,
            rowDigest: digest, signedBy: journal.key(0))
        let faults = try journal.verify().faults
        #expect(faults.contains(JournalFault(kind: .foreignToLane, sequence: place, subject: subject)))
        #expect(faults.contains(JournalFault(kind: .foreignToLane, sequence: told.sequence, subject: subject)))
    }

    @Test func `a crossing that has ended is told of no more, and a trip once`() async throws {
        let lane = journal.lanes[0]
        let ended = try #require(try journal.entries("lane = 'gate-1' AND kind = 'crossingCompleted'").first)
        let subject = try #require(ended.subject)
        let row = try #require(JournaledRow(subject: subject))
        var digest: [UInt8]?
        try journal.tamper { db in
            try db.execute(sql: "UPDATE crossing SET outcome = 'refer' WHERE lane = 'gate-1'")
            digest = try row.digest(db)
        }
        for kind in [JournalKind.crossingAdmitted, .crossingRecorded, .crossingCompleted] {
            let place = try journal.forge(
                JournalEvent(kind, lane: lane, details: ["state": "admitted"]), subject: subject, rowDigest: digest,
                signedBy: journal.key(0))
            let fault = try #require(try journal.verify().faults.first { $0.sequence == place })
            #expect(fault.kind == .foreignToLane && fault.subject == subject)
        }
        var record = try Samples.record("E7654321", at: Samples.minutes(5), state: .passed)
        record.trip = Trip(.air, number: "OM301", day: Samples.date("2026-03-10"))
        try await journal.database.commit(record)
        let trip = "trip:\(record.id.text)"
        #expect(try journal.entries("subject = '\(trip)'").count == 1)
        #expect(try !journal.verify().faults.contains { $0.subject == trip })
        let place = try journal.forge(
            JournalEvent(.tripRecorded, lane: lane), subject: trip, rowDigest: digest, signedBy: journal.key(0))
        #expect(
            try journal.verify().faults.contains(JournalFault(kind: .foreignToLane, sequence: place, subject: trip)))
    }

    @Test func `a lane tells of its own log-ins, and of none that has ended`() async throws {
        let passphrase = try #require(Passphrase("correct horse"))
        try await journal.database.setPassphrase(passphrase, ofOfficer: "17", by: "admin", at: .now())
        var numbers: [Int64] = []
        for lane in journal.lanes {
            let attempt = LogInAttempt(officer: "17", passphrase: passphrase, lane: lane, time: .now(), hours: 8)
            numbers.append(try #require(try await journal.database.logIn(attempt, more: 1)).logIn.id)
        }
        try await journal.database.noteUnheardTries(3, at: journal.lanes[0])
        #expect(try await journal.database.endLogIn(numbers[0], .loggedOut, by: "17", at: .now()))
        #expect(try journal.verify().isIntact)
        #expect(try journal.told().suffix(3).allSatisfy { $0.hasSuffix(" gate-1") || $0.hasSuffix(" gate-2") })

        for (kind, number) in [
            (JournalKind.officerLoggedOut, numbers[1]), (.officerLoggedOut, numbers[0]), (.officerLoggedIn, numbers[0]),
        ] {
            let subject = "logIn:\(number)"
            let place = try journal.forge(
                JournalEvent(kind, lane: journal.lanes[0]), subject: subject,
                rowDigest: [UInt8](repeating: 1, count: 32), signedBy: journal.key(0))
            let fault = JournalFault(kind: .foreignToLane, sequence: place, subject: subject)
            #expect(try journal.verify().faults.contains(fault), "\(kind) \(number)")
        }
    }

    @Test func `a record that is written again before its end is the lane's own to tell`() async throws {
        var record = try Samples.record("E7654321", at: Samples.minutes(5), state: .admitted)
        try await journal.database.commit(record)
        try await journal.database.commit(record)
        record.state = .passed
        try await journal.database.commit(record)
        #expect(try journal.entries("subject = 'crossing:\(record.id.text)'").count == 3)
        #expect(try journal.verify().isIntact)
    }

    @Test func `a key that came into force is not taken out of the journal`() throws {
        let told = try #require(try journal.entries("kind = 'laneKeyAdded'").last)
        try journal.tamper { try $0.execute(sql: "DELETE FROM journal WHERE sequence = ?", arguments: [told.sequence]) }
        let fault = try #require(try journal.verify().faults.first)
        #expect(fault.kind == .entryMissing && fault.sequence == told.sequence + 1)
    }

    @Test func `an old key of a lane signs no more`() async throws {
        let old = try journal.key(0)
        try journal.database.close()
        let rotation = KeyRotation(
            database: journal.workspace.path(), keyFile: journal.workspace.path("key"),
            journalKeyFile: journal.workspace.path("journal-key"))
        _ = try await rotation.rotate(.lane(journal.lanes[0]), spool: journal.workspace.path("spool"), by: "root")
        #expect(try journal.verify().isIntact)
        var place: JournalPlace?
        try journal.tamper { db in
            place = try JournalWriter(db, journal.workspace.journalKey).append(of: nil) { previous, _ in
                try JournalEntry(
                    JournalEvent(.laneTripChanged, lane: journal.lanes[0], details: ["trip": "none"]), subject: nil,
                    rowDigest: nil, after: previous, signedBy: old)
            }
        }
        try journal.expect(.signatureWrong, at: #require(place?.sequence))
    }
}
