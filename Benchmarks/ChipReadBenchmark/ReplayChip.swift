import Simulators

/// A chip that gives recorded answers in order without thinking: what remains is the way to the chip.
struct ReplayChip: VirtualChip {
    let answerToReset = PassportProfile.plainAnswerToReset
    private let answers: [[UInt8]]
    private var next = 0

    init(answers: [[UInt8]]) {
        self.answers = answers
    }

    mutating func reset() {
        next = 0
    }

    mutating func answer(to command: [UInt8]) -> ChipAnswer {
        guard next < answers.count else { return .bytes([0x6F, 0x00]) }
        defer { next += 1 }
        return .bytes(answers[next])
    }
}
