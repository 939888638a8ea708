/// What one rule asks for, from the mildest to the gravest.
///
/// There is no refusal here: an automated result may admit a person or lead the person to an officer,
/// never refuse (Personal Data Protection Law, article 29.2).
package enum Outcome: String, Sendable, Codable, CaseIterable, Comparable {
    /// The rule is satisfied.
    case allow
    /// The rule is satisfied and orders something to be written into the unified database.
    case record
    /// The officer should tell the traveller something; nobody is stopped.
    case remind
    /// The traveller is served out of turn; the checks are the same.
    case priority
    /// The gate stays shut and the person is led to the desk.
    case gateShut
    /// An officer decides.
    case refer

    /// Orders outcomes by gravity, in the order of declaration.
    package static func < (left: Outcome, right: Outcome) -> Bool {
        left.gravity < right.gravity
    }

    /// Whether this outcome keeps the traveller from passing without an officer.
    package var needsOfficer: Bool {
        switch self {
        case .allow, .record, .remind, .priority: false
        case .gateShut, .refer: true
        }
    }

    private var gravity: Int {
        switch self {
        case .allow: 0
        case .record: 1
        case .remind: 2
        case .priority: 3
        case .gateShut: 4
        case .refer: 5
        }
    }
}
