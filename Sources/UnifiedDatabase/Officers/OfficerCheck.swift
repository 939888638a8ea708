internal import Checkpoint
internal import GRDB

extension Officer {
    /// Holds whoever answers for something against the officers of this checkpoint, in the transaction that writes it:
    /// so that nobody's service ends in between.
    ///
    /// - Parameters:
    ///   - role: what it takes; nil for any officer.
    ///   - field: under which name the number came, for the error.
    static func require(
        _ number: String, as role: Role? = nil, field: String = "officer", in db: Database
    ) throws(StoreError) {
        do {
            guard let officer = try UnifiedDatabase.officer(number, in: db) else { throw OfficerFault(field, .unknown) }
            guard officer.isActive else { throw OfficerFault(field, .retired) }
            guard role == nil || officer.role == role else { throw OfficerFault(field, .notSupervisor) }
        } catch {
            throw StoreError(error, while: "check officer")
        }
    }
}
