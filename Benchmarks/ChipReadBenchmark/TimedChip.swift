import Simulators
import Synchronization

/// Passes commands on to a chip and adds up how long it thinks.
struct TimedChip<Chip: VirtualChip>: VirtualChip {
    private var chip: Chip
    private let spent: ChipTime

    init(_ chip: Chip, _ spent: ChipTime) {
        self.chip = chip
        self.spent = spent
    }

    var answerToReset: [UInt8] { chip.answerToReset }

    mutating func reset() { chip.reset() }

    mutating func answer(to command: [UInt8]) -> ChipAnswer {
        let start = ContinuousClock.now
        defer { spent.add(ContinuousClock.now - start) }
        return chip.answer(to: command)
    }
}

/// How long a chip thought since somebody asked.
final class ChipTime: Sendable {
    private let milliseconds = Mutex(0.0)

    func add(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        milliseconds.withLock { $0 += Double(seconds) * 1e3 + Double(attoseconds) / 1e15 }
    }

    /// The milliseconds so far; counting begins anew.
    func take() -> Double {
        milliseconds.withLock { value in
            defer { value = 0 }
            return value
        }
    }
}
