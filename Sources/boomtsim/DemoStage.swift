internal import Foundation
internal import Simulators

/// Lines on standard output as they happen, also through a pipe.
enum Terminal {
    /// Colours are for people at a terminal who have not asked to be spared (no-color.org).
    private static let isColourful =
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

    /// The escape sequence of a style (ECMA-48 SGR), or nothing.
    static func style(_ code: Int) -> String {
        isColourful ? "\u{1B}[\(code)m" : ""
    }

    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}

/// Puts the demonstration on the terminal.
struct DemoStage {
    let json: Bool

    private static let bold = Terminal.style(1)
    private static let dim = Terminal.style(2)
    private static let green = Terminal.style(32)
    private static let red = Terminal.style(31)
    private static let plain = Terminal.style(0)

    func opening(travellers: Int) {
        guard !json else { return }
        Terminal.say(
            """
            \(Self.bold)boomt: one e-gate, \(travellers) travellers\(Self.plain)
            Real: pcscd, libusb, SQLite, boomtd, boomtctl. Virtual: chips, scanner, fingers, and the people.
            """)
    }

    func announce(_ scene: DemoScene, number: Int) {
        guard !json else { return }
        let arrow = scene.traveller.direction == "exit" ? "гарах / exit" : "орох / entry"
        Terminal.say("\n\(Self.bold)\(number). \(scene.title.mn) — \(scene.title.en)\(Self.plain) (\(arrow))")
    }

    func show(_ event: KioskEvent) {
        guard !json else { return }
        switch event.event {
        case "progress":
            // One line for the chip's start and end, and not for each percent.
            if let percent = event.percent, percent > 0, percent < 100 { return }
            line("·", event.text)
        case "gate": line(event.gate == "open" ? "\(Self.green)▶\(Self.plain)" : "■", event.text)
        case "completed": break
        default: line("·", event.text)
        }
    }

    /// Says how it ended; false when it should have ended otherwise.
    ///
    /// - Parameter reasons: what the record tells the officer; the kiosk shows the rules only.
    func close(_ scene: DemoScene, _ passage: Passage, reasons: [KioskEvent.Reason]) -> Bool {
        let isRight = passage.outcome == scene.expected && scene.rule.map(passage.rules.contains) ?? true
        if json {
            let rules = passage.rules.map { "\"\($0)\"" }.joined(separator: ",")
            Terminal.say(
                "{\"asExpected\":\(isRight),\"outcome\":\"\(passage.outcome ?? "none")\",\"rules\":[\(rules)],"
                    + "\"traveller\":\"\(scene.title.en)\"}")
            return isRight
        }
        for reason in reasons {
            Terminal.say("   \(Self.red)✗\(Self.plain) \(reason.rule) (\(reason.citation))")
            Terminal.say("     \(reason.text.mn)")
            Terminal.say("     \(Self.dim)\(reason.text.en)\(Self.plain)")
        }
        let colour = passage.outcome == "passed" ? Self.green : Self.red
        let words =
            switch passage.outcome {
            case "passed": "нэвтэрсэн — passed"
            case "referred": "гарц хаалттай, ажилтанд шилжүүлсэн — gate shut, referred to an officer"
            default: passage.outcome ?? "no answer"
            }
        Terminal.say("   \(colour)→ \(words)\(Self.plain)")
        if !isRight {
            Terminal.say("   \(Self.red)!! expected \(scene.expected) \(scene.rule ?? "")\(Self.plain)")
        }
        return isRight
    }

    private func line(_ mark: String, _ text: KioskEvent.Text) {
        Terminal.say("   \(mark) \(text.mn) \(Self.dim)— \(text.en)\(Self.plain)")
    }
}
