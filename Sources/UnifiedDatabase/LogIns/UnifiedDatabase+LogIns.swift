package import Checkpoint
internal import Cryptography
internal import GRDB
package import Support

extension UnifiedDatabase: LogInStore {
    /// Gives an officer a passphrase; see ``LogInStore/setPassphrase(_:ofOfficer:by:at:)``.
    package func setPassphrase(
        _ passphrase: Passphrase, ofOfficer number: String, by: String, at time: UnixTime
    ) async throws(StoreError) {
        guard passphrase.isLongEnough, !by.isEmpty, Limits.isField(by) else {
            throw StoreError(.constraint, "set passphrase: it is too short, or who sets it is empty or too long")
        }
        let hash = try await PassphraseHash(of: passphrase)
        let sealed = try hash.sealed(ofOfficer: number, key: key)
        let key = journalKey
        try await write("set passphrase") { db in
            try Officer.require(number, in: db)
            try db.execute(
                sql: """
                    INSERT INTO officerPassphrase (
                        officer, cost, blockSize, parallelism, salt, sealedHash, setAt, setBy
                    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (officer) DO UPDATE SET
                        cost = excluded.cost, blockSize = excluded.blockSize, parallelism = excluded.parallelism,
                        salt = excluded.salt, sealedHash = excluded.sealedHash, setAt = excluded.setAt,
                        setBy = excluded.setBy
                    """,
                arguments: [
                    number, hash.function.cost, hash.function.blockSize, hash.function.parallelism,
                    Blob(hash.salt).data, Blob(sealed).data, time.milliseconds, by,
                ])
            try JournalWriter(db, key).append(
                JournalEvent(.passphraseSet, details: ["by": by]), about: .passphrase(number))
            for logIn in try Self.openLogIns(db) where logIn.officer == number {
                try Self.end(logIn, .newPassphrase, by: by, at: time, db, key)
            }
        }
    }

    /// Logs an officer in; see ``LogInStore/logIn(_:more:)``.
    package func logIn(
        _ attempt: LogInAttempt, more: Int
    ) async throws(StoreError) -> (logIn: LogIn, token: LogInToken)? {
        let (token, tokenHash) = try Self.newToken()
        let key = key
        let known = try await read("read passphrase") { db in
            try Self.passphrase(of: attempt.officer, in: db, key)
        }
        // Whoever has no passphrase costs as much as a wrong one.
        var proved: PassphraseHash?
        if let known {
            if try await known.isOf(attempt.passphrase) { proved = known }
        } else {
            try await PassphraseHash.weigh(attempt.passphrase)
        }
        let salt = proved?.salt
        let journalKey = journalKey
        let logIn = try await write("log in") { db -> LogIn? in
            if let reason = try Self.refusal(of: attempt, salt, in: db) {
                try Self.note(reason, of: attempt, more: more, db, journalKey)
                return nil
            }
            try Self.endOverdue(at: attempt.time, db, journalKey)
            for former in try Self.openLogIns(db) where former.lane == attempt.lane {
                try Self.end(former, .handedOver, by: attempt.officer, at: attempt.time, db, journalKey)
            }
            return try Self.begin(attempt, tokenHash, more: more, db, journalKey)
        }
        return logIn.map { ($0, token) }
    }

    /// Tells the journal of tries; see ``LogInStore/noteUnheardTries(_:at:)``.
    package func noteUnheardTries(_ count: Int, at lane: LaneID) async throws(StoreError) {
        _ = try await append(
            JournalEvent(.officerLogInRefused, lane: lane, details: ["reason": "waiting", "more": "\(count)"]))
    }

    /// The log-in of a token; see ``LogInStore/logIn(with:at:)``.
    package func logIn(with token: LogInToken, at time: UnixTime) async throws(StoreError) -> LogIn? {
        let hash = try Self.hash(of: token)
        return try await read("read log-in") { db in
            var found: LogIn?
            // All of them, few as they are, and none faster than another.
            for row in try Row.fetchAll(
                try db.cachedStatement(sql: "SELECT * FROM officerLogIn WHERE endedAt IS NULL ORDER BY lane"))
            where constantTimeEqual(try row.bytes("tokenHash"), hash) {
                let logIn = try LogIn(row: row)
                if logIn.isInForce(at: time) { found = logIn }
            }
            return found
        }
    }

    /// Who is on duty; see ``LogInStore/logIns(at:)``.
    package func logIns(at time: UnixTime) async throws(StoreError) -> [LogIn] {
        try await read("list log-ins") { db in try Self.openLogIns(db).filter { $0.isInForce(at: time) } }
    }

    /// Ends a log-in; see ``LogInStore/endLogIn(_:_:by:at:)``.
    package func endLogIn(
        _ id: Int64, _ cause: LogIn.Cause, by: String?, at time: UnixTime
    ) async throws(StoreError) -> Bool {
        guard by.map({ !$0.isEmpty && Limits.isField($0) }) ?? true else {
            throw StoreError(.constraint, "end log-in: who does it is empty or too long")
        }
        let key = journalKey
        return try await write("end log-in") { db in
            guard let logIn = try Self.openLogIns(db).first(where: { $0.id == id }) else { return false }
            try Self.end(logIn, logIn.isInForce(at: time) ? cause : .expired, by: by, at: time, db, key)
            return logIn.isInForce(at: time)
        }
    }

    /// Ends what is overdue; see ``LogInStore/endOverdueLogIns(at:)``.
    package func endOverdueLogIns(at time: UnixTime) async throws(StoreError) -> Int {
        let key = journalKey
        let isAny = try await read("look for overdue log-ins") { db in
            try Self.openLogIns(db).contains { !$0.isInForce(at: time) }
        }
        guard isAny else { return 0 }
        return try await write("end overdue log-ins") { try Self.endOverdue(at: time, $0, key) }
    }

    /// Ends every log-in of a backup that becomes the database.
    func endLogIns(_ cause: LogIn.Cause, by: String, at time: UnixTime) async throws(StoreError) {
        let key = journalKey
        try await write("end log-ins") { db in
            for logIn in try Self.openLogIns(db) { try Self.end(logIn, cause, by: by, at: time, db, key) }
        }
    }
}

// MARK: - Inside a transaction

extension UnifiedDatabase {
    /// Refuses what is done on a log-in that has ended meanwhile.
    static func require(_ warrant: Warrant, in db: Database) throws(StoreError) {
        let named = [warrant.logIn, warrant.second].compactMap { $0 }
        guard !named.isEmpty else { return }
        let open: [LogIn]
        do {
            open = try openLogIns(db)
        } catch {
            throw StoreError(error, while: "check log-in")
        }
        let now = UnixTime.now()
        guard named.allSatisfy({ open.contains($0) && $0.isInForce(at: now) }) else {
            throw StoreError(
                .logIn, "нэвтрэлт дууссан: дахин нэвтэрнэ үү · the log-in has ended: log in again")
        }
    }

    /// Ends an officer's log-ins and erases the passphrase when the service ends.
    static func endAccess(
        ofOfficer number: String, by: String, at time: UnixTime, _ db: Database, _ key: JournalKey
    ) throws {
        for logIn in try openLogIns(db) where logIn.officer == number {
            try end(logIn, .retired, by: by, at: time, db, key)
        }
        try db.execute(sql: "DELETE FROM officerPassphrase WHERE officer = ?", arguments: [number])
        guard db.changesCount > 0 else { return }
        try JournalWriter(db, key).append(
            JournalEvent(.passphraseErased, details: ["by": by]), about: .passphrase(number))
    }

    /// Puts every passphrase's hash under another key; returns how many.
    static func resealPassphrases(
        from old: DatabaseKey, to new: DatabaseKey, in db: Database, _ batch: inout JournalBatch
    ) throws -> Int {
        let officers = try String.fetchAll(db, sql: "SELECT officer FROM officerPassphrase ORDER BY officer")
        for number in officers {
            guard let hash = try passphrase(of: number, in: db, old) else { continue }
            try batch.willChange(.passphrase(number), in: db)
            try db.execute(
                sql: "UPDATE officerPassphrase SET sealedHash = ? WHERE officer = ?",
                arguments: [Blob(try hash.sealed(ofOfficer: number, key: new)).data, number])
            try batch.hasChanged(.passphrase(number), in: db)
        }
        return officers.count
    }

    private static func openLogIns(_ db: Database) throws -> [LogIn] {
        try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT * FROM officerLogIn WHERE endedAt IS NULL ORDER BY lane")
        ).map { try LogIn(row: $0) }
    }

    private static func passphrase(
        of officer: String, in db: Database, _ key: DatabaseKey
    ) throws -> PassphraseHash? {
        try Row.fetchOne(db, sql: "SELECT * FROM officerPassphrase WHERE officer = ?", arguments: [officer])
            .map { try PassphraseHash(row: $0, ofOfficer: officer, key: key) }
    }

    /// Why a try is refused, for the journal; nil when it is not.
    ///
    /// - Parameter proved: the salt of the passphrase that fits; nil when none does.
    private static func refusal(of attempt: LogInAttempt, _ proved: [UInt8]?, in db: Database) throws -> String? {
        guard let officer = try officer(attempt.officer, in: db) else { return "unknown" }
        guard officer.isActive else { return "retired" }
        let row = try Row.fetchOne(
            db, sql: "SELECT salt FROM officerPassphrase WHERE officer = ?", arguments: [attempt.officer])
        guard let salt = try row?.bytes("salt") else { return "noPassphrase" }
        // A new passphrase may have come while the old one was proved.
        return proved == salt ? nil : "wrongPassphrase"
    }

    /// The number stands in the journal only when somebody has it: what was typed in its place may be a passphrase.
    private static func note(
        _ reason: String, of attempt: LogInAttempt, more: Int, _ db: Database, _ key: JournalKey
    ) throws {
        var details = ["reason": reason]
        if reason != "unknown" { details["officer"] = attempt.officer }
        if more > 0 { details["more"] = "\(more)" }
        try JournalWriter(db, key).append(JournalEvent(.officerLogInRefused, lane: attempt.lane, details: details))
    }

    private static func begin(
        _ attempt: LogInAttempt, _ tokenHash: [UInt8], more: Int, _ db: Database, _ key: JournalKey
    ) throws -> LogIn {
        let until = UnixTime(milliseconds: attempt.time.milliseconds + Int64(attempt.hours) * 3_600_000)
        try db.execute(
            sql: "INSERT INTO officerLogIn (officer, lane, tokenHash, since, until) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                attempt.officer, attempt.lane.text, Blob(tokenHash).data, attempt.time.milliseconds,
                until.milliseconds,
            ])
        let logIn = LogIn(
            id: db.lastInsertedRowID, officer: attempt.officer, lane: attempt.lane, since: attempt.time, until: until)
        var details = ["officer": attempt.officer]
        if more > 0 { details["more"] = "\(more)" }
        try JournalWriter(db, key).append(
            JournalEvent(.officerLoggedIn, lane: attempt.lane, details: details), about: .logIn(logIn.id))
        return logIn
    }

    @discardableResult
    private static func endOverdue(at time: UnixTime, _ db: Database, _ key: JournalKey) throws -> Int {
        let overdue = try openLogIns(db).filter { !$0.isInForce(at: time) }
        for logIn in overdue { try end(logIn, .expired, by: nil, at: logIn.until, db, key) }
        return overdue.count
    }

    private static func end(
        _ logIn: LogIn, _ cause: LogIn.Cause, by: String?, at time: UnixTime, _ db: Database, _ key: JournalKey
    ) throws {
        try db.execute(
            sql: "UPDATE officerLogIn SET endedAt = ?, cause = ? WHERE id = ?",
            arguments: [time.milliseconds, cause.rawValue, logIn.id])
        var details = ["officer": logIn.officer, "cause": cause.rawValue]
        details["by"] = by
        try JournalWriter(db, key).append(
            JournalEvent(.officerLoggedOut, lane: logIn.lane, details: details), about: .logIn(logIn.id))
    }

    private static func newToken() throws(StoreError) -> (LogInToken, hash: [UInt8]) {
        do {
            guard let token = LogInToken(Hexadecimal.text(try SecureRandom.bytes(32))) else {
                throw StoreError(.inputOutput, "draw token")
            }
            return (token, try hash(of: token))
        } catch {
            throw StoreError(error, while: "draw token")
        }
    }

    private static func hash(of token: LogInToken) throws(StoreError) -> [UInt8] {
        do {
            return try HashAlgorithm.sha256.digest(Array(token.text.utf8))
        } catch {
            throw StoreError(error, while: "hash token")
        }
    }
}

extension LogIn {
    fileprivate init(row: Row) throws {
        guard let lane = LaneID(try row.decode(String.self, forColumn: "lane")) else {
            throw StoreError(.corrupt, "read log-in: no lane")
        }
        self.init(
            id: try row.decode(forColumn: "id"), officer: try row.decode(forColumn: "officer"), lane: lane,
            since: try row.time("since"), until: try row.time("until"))
    }

    /// Whether its time is not over.
    fileprivate func isInForce(at time: UnixTime) -> Bool { time < until }
}
