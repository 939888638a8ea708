import Glibc

/// Times of one run.
struct Measurement: Sendable {
    var wallMilliseconds = 0.0
    var cpuMilliseconds = 0.0
    /// How long the chip thought meanwhile.
    var chipMilliseconds = 0.0

    /// Runs `body` and notes its wall time and the CPU time of this whole process. The virtual chip lives in the same
    /// process: its work is in the CPU time too.
    mutating func run(_ body: () async throws -> Void) async throws {
        let start = Start()
        try await body()
        self = start.end()
    }

    /// The same on the calling thread.
    mutating func run(_ body: () throws -> Void) throws {
        let start = Start()
        try body()
        self = start.end()
    }

    private struct Start {
        let cpu = Start.cpuNow()
        let wall = ContinuousClock.now

        func end() -> Measurement {
            let (seconds, attoseconds) = (ContinuousClock.now - wall).components
            return Measurement(
                wallMilliseconds: Double(seconds) * 1e3 + Double(attoseconds) / 1e15,
                cpuMilliseconds: (Start.cpuNow() - cpu) * 1e3)
        }

        private static func cpuNow() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
    }
}

/// Readings beside raw exchanges of the same commands with the same chip.
struct Pair: Sendable {
    var name: String
    var reading: [Measurement] = []
    var raw: [Measurement] = []

    /// Median wall time of a reading over that of a raw exchange.
    var ratio: Double {
        let floor = Self.median(raw, \.wallMilliseconds)
        return floor > 0 ? Self.median(reading, \.wallMilliseconds) / floor : 0
    }

    /// Median of what a reading takes beyond the chip's own thinking, over that of a raw exchange.
    var ratioWithoutChip: Double {
        let floor = Self.median(raw) { $0.wallMilliseconds - $0.chipMilliseconds }
        return floor > 0 ? Self.median(reading) { $0.wallMilliseconds - $0.chipMilliseconds } / floor : 0
    }

    static func median(_ runs: [Measurement], _ value: (Measurement) -> Double) -> Double {
        let sorted = runs.map(value).sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
