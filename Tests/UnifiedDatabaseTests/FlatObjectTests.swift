import Foundation
import Testing

@testable import UnifiedDatabase

/// Lines of lists come from outside: what is no JSON, or no text, is refused with its reason.
@Suite("Lines of JSON")
struct FlatObjectTests {
    private func reason(_ bytes: [UInt8]) -> String? {
        do {
            _ = try FlatObject(parsing: bytes[...])
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func `texts read as the library reads them`() throws {
        for seed in 0..<300 {
            var random = Grower(state: UInt64(seed))
            var members: [String: String] = [:]
            for _ in 0..<Int.random(in: 0..<8, using: &random) { members[random.text()] = random.text() }
            // Keys that are the same letters in other scalars are two members.
            var data = try JSONEncoder().encode(members)
            if seed.isMultiple(of: 2) {
                // The same in ASCII alone.
                let units = String(decoding: data, as: UTF8.self).utf16.map { unit in
                    unit < 0x80 ? String(UnicodeScalar(UInt8(unit))) : String(format: "\\u%04x", unit)
                }
                data = Data(units.joined().utf8)
            }
            let object = try FlatObject(parsing: [UInt8](data)[...])
            #expect(object.members.count == members.count, "seed \(seed)")
            for (name, value) in object.members {
                #expect(members[name].map { .text($0) } == value, "seed \(seed)")
            }
        }
    }

    @Test(
        arguments: [
            ("a byte that begins nothing", [0xFF]), ("a byte that only continues", [0x80]),
            ("a letter in more bytes than it takes", [0xC1, 0x81]), ("a zero in two bytes", [0xC0, 0x80]),
            ("half a surrogate pair", [0xED, 0xA0, 0x80]), ("beyond the last scalar", [0xF4, 0x90, 0x80, 0x80]),
            ("a letter cut short", [0xE2, 0x82]), ("a letter cut short by another", [0xD0, 0x41]),
        ] as [(String, [UInt8])])
    func `bytes that are no UTF-8`(_ name: String, _ bytes: [UInt8]) {
        let plain = Array(#"{"key":"A"#.utf8) + bytes + Array(#"Ө"}"#.utf8)
        #expect(reason(plain) == "a text is not UTF-8", "\(name)")
        let escaped = Array(#"{"key":"\n"#.utf8) + bytes + Array(#"Ө"}"#.utf8)
        #expect(reason(escaped) == "a text is not UTF-8", "\(name)")
        let member = Array(#"{"k"#.utf8) + bytes + Array(#"":"A"}"#.utf8)
        #expect(reason(member) == "a text is not UTF-8", "\(name)")
    }

    @Test func `the mark for what could not be read is a letter like others`() throws {
        let object = try FlatObject(parsing: Array("{\"key\":\"\u{FFFD}\"}".utf8)[...])
        #expect(object.members.map(\.value) == [.text("\u{FFFD}")])
    }

    @Test(
        arguments: [
            ("", "not a JSON object of one line: { is missing"), ("[]", "not a JSON object of one line: { is missing"),
            ("{", "not a JSON object of one line: \" is missing"),
            (#"{"a"}"#, "not a JSON object of one line: : is missing"),
            (#"{"a":"b""#, "not a JSON object of one line: } is missing"),
            (#"{"a":"b",}"#, "not a JSON object of one line: \" is missing"),
            (#"{"a":"b"} {}"#, "something follows the object"), (#"{"a":"b","a":null}"#, "a member stands twice"),
            (#"{"a":"b"#, "a text does not end"), (#"{"a":"\"#, "an unknown escape"),
            (#"{"a":"\x"}"#, "an unknown escape"),
            (#"{"a":"\u12G4"}"#, "an unknown escape"), (#"{"a":"\ud800"}"#, "half a surrogate pair"),
            (#"{"a":"\ud800A"}"#, "half a surrogate pair"), (#"{"a":"\udc00"}"#, "no character"),
            ("{\"a\":\"\\n\u{1}\"}", "a control character in a text"),
            (#"{"a":1.5}"#, "not a JSON object of one line: } is missing"),
            (#"{"a":[1]}"#, "a value is neither text, whole number, true, false nor null"),
        ])
    func `what is no object of one line`(_ line: String, _ expected: String) {
        #expect(reason(Array(line.utf8)) == expected, "\(line)")
    }
}
