internal import Checkpoint
internal import HTTPTypes
internal import Hummingbird

extension Request {
    /// Who reads, and what for: `officer` and `purpose` of the query.
    func reader() throws(ProblemDetails) -> ReadingPurpose {
        guard let reader = try optionalReader() else {
            throw ProblemDetails(
                "readerNeeded", status: .badRequest,
                title: "Хэн, ямар зорилгоор уншиж байгааг хэлнэ үү · Say who reads, and what for",
                detail: "officer and purpose are needed: every reading of a person's records is journaled")
        }
        return reader
    }

    /// The same, where nobody has to say it; one without the other is refused.
    func optionalReader() throws(ProblemDetails) -> ReadingPurpose? {
        let query = uri.queryParameters
        guard query["officer"] != nil || query["purpose"] != nil else { return nil }
        guard
            let reader = ReadingPurpose(
                officer: query["officer"].map(String.init) ?? "", purpose: query["purpose"].map(String.init) ?? "")
        else {
            throw ProblemDetails(
                "badReader", status: .badRequest,
                title: "Уншигч эсвэл зорилго буруу байна · The reader or the purpose cannot be used",
                detail: "officer takes at most \(Checkpoint.Limits.officerBytes) bytes, purpose "
                    + "\(Checkpoint.Limits.reasonBytes), both on one line")
        }
        try Warrant.require(reader.officer)
        return reader
    }
}

extension ReadingStore {
    /// Notes a reading before its answer is made: one that is not in the journal does not happen.
    func require(_ reading: PersonReading) async throws {
        try await answered { () async throws(StoreError) in try await note(reading) }
    }
}
