import BorderLaw
import Checkpoint
import DocumentTrust
import Fingerprint
import Support
import TravelDocument

/// Travellers and answers for the lane machine's tests; everybody here is invented.
enum Fixture {
    /// 2026-11-20 10:00 in Ulaanbaatar.
    static let now = UnixTime("2026-11-20T02:00:00Z") ?? UnixTime(seconds: 0)
    static let mrz = """
        P<MNGBATBAYAR<<BOLD<<<<<<<<<<<<<<<<<<<<<<<<<
        E1234567<4MNG8503172M3403163UZ85031719<<<<34
        """
    static let configuration = LaneConfiguration(
        lane: lane, rulebook: .standard, softwareVersion: "test")

    static var lane: LaneID {
        guard let lane = LaneID("gate-1") else { fatalError("gate-1 is a lane id") }
        return lane
    }

    static func id(_ number: UInt64 = 1) -> CrossingID {
        var random = Numbers(number)
        return CrossingID(at: now, using: &random)
    }

    static let permission = EGatePermission(
        id: 7, issuer: "MNG", documentNumber: "E1234567", documentExpiry: date(2034, 3, 16),
        birthDate: date(1985, 3, 17), primaryIdentifier: "BATBAYAR", secondaryIdentifier: "BOLD",
        registerNumber: "УЗ85031719", legalCapacityDeclared: true, documentHasChip: false,
        fingers: [EnrolledFinger(position: 2, template: [1, 2, 3])], grantedAt: UnixTime(seconds: 1_700_000_000))

    static let known = StoredFacts(
        permission: permission, exitListLoadedAt: now, wantedListLoadedAt: now, invalidListLoadedAt: now, wanted: [])

    static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else { fatalError("no such date") }
        return date
    }

    /// A repeatable generator (SplitMix64).
    struct Numbers: RandomNumberGenerator {
        var state: UInt64
        init(_ seed: UInt64) { state = seed }
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

/// A machine with a record of everything it asked for.
struct Rehearsal {
    var machine = LaneMachine(configuration: Fixture.configuration)
    var effects: [LaneEffect] = []

    mutating func tell(_ events: LaneEvent...) {
        for event in events { effects += machine.handle(event, at: Fixture.now) }
    }

    /// The eligible adult up to the question for a finger.
    mutating func bringToFinger(direction: Direction = .exit) {
        tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: direction), .chipRead(.absent),
            .factsGathered(.success(Fixture.known)))
    }

    var announcements: [LaneAnnouncement] {
        effects.compactMap { if case .announce(let announcement) = $0 { announcement } else { nil } }
    }

    var gateOpened: Bool { announcements.contains { $0.gate == "open" } }

    var committed: [CrossingRecord] {
        effects.compactMap { if case .commit(let record) = $0 { record } else { nil } }
    }

    var spooled: [SpooledEntry] {
        effects.compactMap { if case .spool(let entry) = $0 { entry } else { nil } }
    }

    var completions: [CrossingState] {
        effects.compactMap { if case .complete(_, let state) = $0 { state } else { nil } }
    }
}
