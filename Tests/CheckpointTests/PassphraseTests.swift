import Testing

@testable import Checkpoint

@Suite struct PassphraseTests {
    @Test func `letters are one whatever keyboard they came from`() throws {
        let composed = try #require(Passphrase("Хилийн харуул й ё é"))
        let decomposed = try #require(Passphrase("Хилийн харуул и\u{306} е\u{308} e\u{301}"))
        #expect(composed.bytes == decomposed.bytes)
        #expect(composed.bytes != Passphrase("хилийн харуул й ё é")?.bytes)
    }

    @Test(arguments: [("1234567", false), ("12345678", true), ("нууц үгс", true), ("нууц үг", false)])
    func `a new one has eight characters`(text: String, isLongEnough: Bool) throws {
        #expect(try #require(Passphrase(text)).isLongEnough == isLongEnough)
    }

    @Test func `nothing, too much and control characters are no passphrase`() {
        #expect(Passphrase("") == nil)
        #expect(Passphrase(String(repeating: "а", count: 128)) != nil)
        #expect(Passphrase(String(repeating: "а", count: 129)) == nil)
        #expect(Passphrase("12345678\n") == nil)
        #expect(Passphrase("1234\u{0}5678") == nil)
    }

    @Test func `it does not show itself`() throws {
        let passphrase = try #require(Passphrase("zuragtai-hesgiin-harag"))
        var text = ""
        dump(passphrase, to: &text)
        #expect(!"\(passphrase) \(text) \(String(reflecting: passphrase))".contains("harag"))
        let token = try #require(LogInToken(String(repeating: "ab", count: 32)))
        #expect(!"\(token) \(String(reflecting: token))".contains("abab"))
        #expect(LogInToken(String(repeating: "AB", count: 32)) == nil)
    }
}
