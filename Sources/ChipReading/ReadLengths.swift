internal import TravelDocument

/// How many bytes to ask for at once: large first, smaller when the chip refuses; never up again in one reading.
struct ReadLengths: Sendable, Equatable {
    private var steps: [Int]

    /// - Parameters:
    ///   - protected: whether answers come by secure messaging, which needs room for itself.
    ///   - cipher: by which, if so.
    ///   - extended: bytes to ask for with extended length, nil for short length only.
    ///   - known: most bytes by earlier experience, nil without.
    ///   - habits: the steps of short length, and a limit of its own.
    init(
        protected: Bool, cipher: SessionCipher = .tripleDES, extended: Int?, known: Int? = nil,
        habits: ReadingHabits = ChipQuirks.standard.usualReading
    ) {
        let most = protected ? SecureMessaging.shortAnswerBytes(cipher) : 256
        let short = habits.readSteps.filter { $0 <= most }
        // Room for the data objects of secure messaging below the 65,536 bytes of the longest answer.
        steps = (extended.map { [min(max($0, 257), 65_280)] } ?? []) + short
        if let longest = habits.longestRead, longest < steps.first ?? most {
            steps = [longest] + steps.filter { $0 < longest }
        }
        if steps.isEmpty { steps = [most] }
        if let known {
            let lower = steps.filter { $0 <= known }
            if !lower.isEmpty { steps = lower }
        }
    }

    /// Bytes to ask for now.
    var current: Int { steps.first ?? 128 }

    /// Whether extended length is in use.
    var isExtended: Bool { current > 256 }

    /// Takes the next smaller step; false when there is none.
    mutating func stepDown() -> Bool {
        guard steps.count > 1 else { return false }
        steps.removeFirst()
        return true
    }
}
