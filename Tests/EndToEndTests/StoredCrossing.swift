/// A crossing record as the control socket and `boomtctl` give it: read here by its documented names and not with the
/// daemon's own types.
struct StoredCrossing: Decodable, Sendable {
    struct Text: Decodable, Sendable {
        let mn: String
        let en: String
    }

    struct Document: Decodable, Sendable {
        let number: String
        let issuer: String
        let primaryIdentifier: String
    }

    struct Trip: Decodable, Sendable {
        let transport: String
        let number: String
    }

    struct Check: Decodable, Sendable {
        let id: String
        let result: String
        let code: Int
    }

    struct Quirks: Decodable, Sendable, Equatable {
        let version: String
        let applied: [String]
    }

    struct Access: Decodable, Sendable {
        let quirks: Quirks?
    }

    struct Inspection: Decodable, Sendable {
        let overall: String
        let checks: [Check]
        let access: Access?
        let quirks: Quirks?

        subscript(id: String) -> Check? { checks.first { $0.id == id } }
    }

    struct Chip: Decodable, Sendable {
        let presence: String
        let faultCode: String?
        let inspection: Inspection?
        let apduCount: Int
        let bytesRead: Int
        let quirks: String?
    }

    struct FingerTry: Decodable, Sendable {
        let score: Double?
        let faultCode: String?
        let presentation: Double?
    }

    struct Finding: Decodable, Sendable {
        let rule: String
        let citation: String
        let outcome: String
        let reason: Text
        let evidence: [String]

        /// Whether it keeps the gate shut.
        var isObstacle: Bool { ["refer", "gateShut"].contains(outcome) }
    }

    struct Verdict: Decodable, Sendable {
        let verdict: String
        let findings: [Finding]
        let rulebook: String
    }

    struct Facts: Decodable, Sendable {
        let direction: String
        let date: String
        let station: String
    }

    let id: String
    let lane: String
    let direction: String
    let startedAt: String
    let decidedAt: String
    let completedAt: String?
    let state: String
    let mrzText: String
    let document: Document?
    let chip: Chip
    let fingerTries: [FingerTry]
    let permissionID: Int?
    let facts: Facts
    let verdict: Verdict
    let softwareVersion: String
    let trip: Trip?

    /// The rules that kept the gate shut.
    var obstacles: [Finding] { verdict.findings.filter(\.isObstacle) }
}
