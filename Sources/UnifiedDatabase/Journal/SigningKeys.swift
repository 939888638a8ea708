internal import Checkpoint
internal import GRDB

/// Which key must have signed each entry, followed from the first one on: that of the lane that it names, from the entry
/// on that gives the lane a key, and that of the checkpoint in all other cases.
struct SigningKeys {
    /// A key and when it came.
    struct Span: Equatable {
        let key: [UInt8]
        /// Whose it is; nil for the checkpoint's.
        let lane: String?
        /// Number of the first entry that it may have signed.
        let from: Int64
    }

    /// All keys in the order of their coming.
    private(set) var spans: [Span]
    private var checkpoint: [UInt8]
    private var lanes = LaneKeys()
    private let pinned: [UInt8]

    /// - Parameters:
    ///   - pinned: the key of the checkpoint that the caller trusts: the first one, or one that came later.
    ///   - changes: all changes of that key, of which some may be forged.
    init(pinned: [UInt8], changes: [JournalKeyChange]) {
        self.pinned = pinned
        var first = pinned
        // Back from the trusted key to the first: each step was proved by the key that came after it.
        for change in changes.reversed() where change.new == first { first = change.old }
        checkpoint = first
        spans = [Span(key: first, lane: nil, from: 1)]
    }

    /// Whether the trusted key was met on the way; without it nothing is proved.
    var metPinned: Bool { spans.contains { $0.lane == nil && $0.key == pinned } }

    /// The key that must have signed an entry.
    func key(of entry: JournalEntry) -> [UInt8] { entry.lane.flatMap { lanes.inForce(for: $0) } ?? checkpoint }

    /// Whether an entry names a lane that has a key of its own.
    func isOfLane(_ entry: JournalEntry) -> Bool { entry.lane.flatMap { lanes.inForce(for: $0) } != nil }

    /// Whether the entry gives somebody a key.
    static func givesKey(_ entry: JournalEntry) -> Bool {
        entry.kind == JournalKind.journalKeyChanged.rawValue || entry.kind == JournalKind.laneKeyAdded.rawValue
    }

    /// Takes over the key that an entry names, if the caller has seen that the entry is signed by ``key(of:)``. False for
    /// an entry that is not what it says, or names a key that is or was somebody else's.
    mutating func follow(_ entry: JournalEntry) throws -> Bool {
        switch entry.kind {
        case JournalKind.journalKeyChanged.rawValue:
            guard let change = try JournalKeyChange(entry), change.old == checkpoint, !lanes.contains(change.new) else {
                return false
            }
            checkpoint = change.new
            spans.append(Span(key: change.new, lane: nil, from: entry.sequence &+ 1))
        case JournalKind.laneKeyAdded.rawValue:
            guard let told = try LaneKeyAnnouncement(entry),
                !spans.contains(where: { $0.lane == nil && $0.key == told.key }),
                lanes.add(told.key, of: told.lane.text)
            else { return false }
            spans.append(Span(key: told.key, lane: told.lane.text, from: entry.sequence &+ 1))
        default: break
        }
        return true
    }
}
