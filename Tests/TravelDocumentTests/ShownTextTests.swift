import Testing

@testable import TravelDocument

@Suite struct ShownTextTests {
    @Test(arguments: [
        "\u{1B}[2J", "\u{0}", "\u{7F}", "\u{85}", "\u{9B}", "\t", "\r", "\u{2028}", "\u{2029}", "\u{200F}", "\u{202E}",
        "\u{2066}", "\u{061C}",
    ])
    func `what steers a terminal or turns the writing is not shown`(_ text: String) {
        let shown = "a\(text)b".shown()
        #expect(shown.hasPrefix("a\u{FFFD}") && shown.hasSuffix("b"))
        #expect(shown.unicodeScalars.count == text.unicodeScalars.count + 2)
        #expect("a\(text)b".shown(keepingLines: true) == shown)
    }

    @Test func `letters of all scripts are shown, and lines where they are asked for`() {
        let text = "Өвөрхангай e\u{301} 🛂 العربية"
        #expect(text.shown() == text)
        #expect("a\nb".shown() == "a\u{FFFD}b")
        #expect("a\nb".shown(keepingLines: true) == "a\nb")
    }

    @Test func `a long text is cut`() {
        #expect("ӨӨӨ".shown(atMost: 2) == "ӨӨ")
        #expect("".shown(atMost: 2) == "")
    }
}
