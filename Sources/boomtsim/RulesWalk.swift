internal import Foundation

/// Cases for an officer's desk, each judged by `boomtctl rules check` and held against what the law says.
struct RulesWalk {
    /// One traveller: facts, and what has to come out.
    struct Case {
        let title: (mn: String, en: String)
        let facts: String
        let verdict: String
        let rule: String
        let outcome: String
    }

    let boomtctl: String
    let folder: String
    let json: Bool

    private struct Verdict: Decodable {
        struct Finding: Decodable {
            struct Reason: Decodable {
                let mn: String
                let en: String
            }
            let rule: String
            let citation: String
            let outcome: String
            let reason: Reason
        }
        let verdict: String
        let findings: [Finding]
    }

    /// Judges every case and prints the table; how many came out otherwise than they should.
    func run() throws -> Int {
        if !json {
            Terminal.say(
                "\n\(Terminal.style(1))The law at the officer's desk (boomtctl rules check)\(Terminal.style(0))\n")
        }
        var wrong = 0
        for (index, one) in RulesWalkCases.all.enumerated() {
            let verdict = try judge(one, number: index + 1)
            let finding = verdict.findings.first { $0.rule == one.rule && $0.outcome == one.outcome }
            let isRight = verdict.verdict == one.verdict && finding != nil
            if !isRight { wrong += 1 }
            if json {
                Terminal.say(
                    "{\"asExpected\":\(isRight),\"case\":\"\(one.title.en)\",\"rules\":[\"\(one.rule)\"],"
                        + "\"verdict\":\"\(verdict.verdict)\"}")
                continue
            }
            let colour = Terminal.style(verdict.verdict == "allow" ? 32 : 31)
            let words = verdict.verdict == "allow" ? "нэвтрүүлнэ — allow" : "ажилтан шийднэ — an officer decides"
            Terminal.say("\(index + 1). \(one.title.mn) — \(one.title.en)")
            if let finding {
                Terminal.say("   \(finding.rule) (\(finding.citation)): \(finding.reason.mn)")
                Terminal.say("     \(Terminal.style(2))\(finding.reason.en)\(Terminal.style(0))")
            }
            Terminal.say("   \(colour)→ \(words)\(Terminal.style(0))")
            if !isRight { Terminal.say("   \(Terminal.style(31))!! expected \(one.verdict) by \(one.rule)") }
        }
        return wrong
    }

    private func judge(_ one: Case, number: Int) throws -> Verdict {
        let file = folder + "/case-\(number).json"
        try Data(one.facts.utf8).write(to: URL(fileURLWithPath: file))
        let tool = Process()
        let output = Pipe()
        tool.executableURL = URL(fileURLWithPath: boomtctl)
        tool.arguments = ["rules", "check", file, "--json"]
        tool.standardOutput = output
        try tool.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        tool.waitUntilExit()
        return try JSONDecoder().decode(Verdict.self, from: bytes)
    }
}
