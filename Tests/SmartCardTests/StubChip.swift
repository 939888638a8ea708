import Simulators

/// A chip that answers 9000 to everything, or does what the test says from one command on.
struct StubChip: VirtualChip {
    var answerToReset: [UInt8] = [0x3B, 0x80, 0x80, 0x01, 0x01]
    var answers: [ChipAnswer] = []
    private var next = 0

    init(answerToReset: [UInt8] = [0x3B, 0x80, 0x80, 0x01, 0x01], answers: [ChipAnswer] = []) {
        self.answerToReset = answerToReset
        self.answers = answers
    }

    mutating func reset() {}

    mutating func answer(to command: [UInt8]) -> ChipAnswer {
        defer { next += 1 }
        return next < answers.count ? answers[next] : .bytes([0x90, 0x00])
    }
}
