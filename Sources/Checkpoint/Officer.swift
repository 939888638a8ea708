package import Support

/// Somebody who may decide at this checkpoint, by the number of the service.
package struct Officer: Codable, Sendable, Equatable {
    /// What an officer may do.
    package enum Role: String, Codable, Sendable, CaseIterable {
        /// Examines travellers and decides on those whom a lane referred.
        case inspector
        /// An inspector who may also stand in as the second officer of a grave decision.
        case supervisor
    }

    /// Service number, unique at this checkpoint; never given to anybody else.
    package var number: String
    package var name: String
    package var role: Role
    package var addedAt: UnixTime
    /// Who entered the officer.
    package var addedBy: String
    /// Since when the officer decides no more; nil in service.
    package var retiredAt: UnixTime?
    /// Who ended the service; nil in service.
    package var retiredBy: String?

    package init(
        number: String, name: String, role: Role, addedAt: UnixTime, addedBy: String, retiredAt: UnixTime? = nil,
        retiredBy: String? = nil
    ) {
        self.number = number
        self.name = name
        self.role = role
        self.addedAt = addedAt
        self.addedBy = addedBy
        self.retiredAt = retiredAt
        self.retiredBy = retiredBy
    }

    /// Whether the officer is in service.
    package var isActive: Bool { retiredAt == nil }
}

/// Where officers and their decisions are kept.
package protocol OfficerStore: Sendable {
    /// Enters an officer. A number that was ever given is an error (`constraint`).
    func add(_ officer: Officer) async throws(StoreError)

    /// Ends an officer's service: earlier decisions stay. Unknown is `notFound`, retired already `constraint`.
    func retireOfficer(_ number: String, by: String, at time: UnixTime) async throws(StoreError)

    /// All officers, those who have retired too, in the order of their numbers.
    func officers() async throws(StoreError) -> [Officer]

    /// Writes what an officer decided, once and for ever. A crossing that was not referred, that has a decision, or
    /// an officer who may not decide, is an error (`constraint`); an unknown crossing is `notFound`.
    func decide(_ decision: OfficerDecision) async throws(StoreError)

    /// What was decided about a crossing, or nil.
    func decision(on crossing: CrossingID) async throws(StoreError) -> OfficerDecision?
}
