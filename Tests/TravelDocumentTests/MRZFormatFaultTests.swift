import Harness
import Testing
import TravelDocument

@Suite struct MRZFormatFaultTests {
    private static let line1 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    private static let line2 = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"

    private func error(_ text: String) -> MRZError? {
        #expect(throws: MRZError.self) { try MachineReadableZone(parsing: text, today: MRZSample.today) }
    }

    @Test(arguments: ["", "\n\r\n", "   ", "\t\n"])
    func `nothing is no zone`(text: String) {
        #expect(error(text)?.code == .empty)
    }

    private static let wrongLengths: [(String, Int, Int)] = [
        ("\(line1)\n\(line2.dropLast(1))", 2, 44), ("\(line1)<\n\(line2)", 1, 45), ("\(line1)\n\(line2)0", 2, 45),
        ("\(line1.dropLast(3))\n\(line2)", 1, 42), (line1, 1, 45), ("\(line1)\(line2)<", 1, 90),
        ("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", 2, 30),
        ("A\nB\nC", 1, 2),
    ]

    @Test(arguments: wrongLengths)
    func `a wrong line length names line and position`(text: String, line: Int, position: Int) {
        let fault = error(text)
        #expect(fault?.code == .lineLength && fault?.line == line && fault?.position == position)
    }

    @Test func `a fourth line is one too many`() {
        let fault = error("A\nB\nC\nD\nE")
        #expect(fault?.code == .lineCount && fault?.line == 4)
    }

    @Test(
        arguments: [
            ("P<UTO*", 1, 6), ("\(line1)\nL8-", 2, 3), ("P<UTOБ", 1, 6), ("P«UTO", 1, 2), ("P<\u{0}", 1, 3),
            ("\u{BB}\u{BF}P", 1, 1),
        ] as [(String, Int, Int)])
    func `a foreign character names line and position and is not quoted`(text: String, line: Int, position: Int) {
        let fault = error(text)
        #expect(fault?.code == .invalidCharacter && fault?.line == line && fault?.position == position)
        #expect(fault?.description.contains("UTO") == false)
    }

    @Test func `input is read up to 1024 bytes`() throws {
        let blanks = String(repeating: " ", count: 1024 - 89)
        #expect(
            try MachineReadableZone(parsing: Self.line1 + "\n" + blanks + Self.line2, today: MRZSample.today).isValid)
        #expect(error(Self.line1 + "\n" + blanks + " " + Self.line2)?.code == .tooLong)
        #expect(error(String(repeating: "<", count: 10_000_000))?.code == .tooLong)
        #expect(error(String(repeating: "<", count: 1024))?.code == .lineLength)
        #expect(
            error(String(repeating: "<", count: 500) + "\n" + String(repeating: "<", count: 500))?.code == .lineLength)
    }

    @Test(arguments: MRZSample.all)
    func `every truncation of a zone is a fault of form`(sample: MRZSample) {
        for count in 0..<sample.text.count {
            let text = String(sample.text.prefix(count))
            #expect(throws: MRZError.self) { try MachineReadableZone(parsing: text, today: MRZSample.today) }
        }
    }

    @Test func `random zones never fail by anything but their check digits`() throws {
        var generator = SeededGenerator(seed: 303)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<<<<<<<<<<<<")
        var invalid = 0
        for round in 0..<1500 {
            let count = [90, 88, 72][round % 3]
            let text = String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
            let zone = try MachineReadableZone(parsing: text, today: MRZSample.today)
            #expect(zone.lines.joined() == text)
            if !zone.isValid { invalid += 1 }
        }
        #expect(invalid > 1400)
    }

    @Test func `random bytes as text never crash`() {
        var generator = SeededGenerator(seed: 304)
        for _ in 0..<2000 {
            let text = String(decoding: generator.bytes(Int.random(in: 1...200, using: &generator)), as: UTF8.self)
            #expect(throws: MRZError.self) { try MachineReadableZone(parsing: text, today: MRZSample.today) }
        }
    }
}
