internal import Synchronization

/// How many bytes readers and kinds of chips let themselves be asked for, as earlier readings found out.
///
/// Finding out costs a refusal, and with some chips the session (BAC or PACE once more, half a second). A reading that
/// begins with what the last one ended with is spared that. What is remembered is tried anew after some readings: a
/// single disturbance must not make a reader slow for ever.
package final class ReadLengthMemory: Sendable {
    /// A reader with a kind of chip.
    package struct Pair: Sendable, Hashable {
        /// PC/SC name of the reader.
        package let reader: String
        /// Answer to reset: equal for chips of one model.
        package let answerToReset: [UInt8]

        /// A reader with a chip on it.
        package init(reader: String, answerToReset: [UInt8]) {
            self.reader = reader
            self.answerToReset = answerToReset
        }
    }

    private struct Entry {
        var bytes: Int
        var uses: Int
        /// For forgetting the one that was not used for the longest time.
        var age: Int
    }

    private struct State {
        var entries: [Pair: Entry] = [:]
        var clock = 0
    }

    private let state = Mutex(State())

    /// Remembers nothing yet.
    package init() {}

    /// Most bytes to ask for at once; nil when nothing is known, or it is time to try again.
    package func longest(_ pair: Pair) -> Int? {
        state.withLock { state in
            guard var entry = state.entries[pair] else { return nil }
            guard entry.uses < ChipReadingLimits.rememberedUses else {
                state.entries[pair] = nil
                return nil
            }
            state.clock += 1
            entry.uses += 1
            entry.age = state.clock
            state.entries[pair] = entry
            return entry.bytes
        }
    }

    /// Takes what a reading ended with after it had to ask for less.
    package func note(_ bytes: Int, _ pair: Pair) {
        state.withLock { state in
            state.clock += 1
            if state.entries[pair] == nil, state.entries.count >= ChipReadingLimits.rememberedPairs,
                let oldest = state.entries.min(by: { $0.value.age < $1.value.age })?.key
            {
                state.entries[oldest] = nil
            }
            state.entries[pair] = Entry(bytes: bytes, uses: 0, age: state.clock)
        }
    }

    /// Pairs that are remembered.
    package var count: Int { state.withLock { $0.entries.count } }
}
