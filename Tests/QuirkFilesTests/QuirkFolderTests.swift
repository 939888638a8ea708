import Foundation
import Harness
import QuirkFiles
import TableFiles
import Testing
import TravelDocument

@Suite struct QuirkFolderTests {
    static let shipped = OutsideMaterial.packageRoot.appendingPathComponent("config/quirks").path

    @Test func `the table on disk is the one that is compiled in`() throws {
        let shelf = try QuirkFolder.load(Self.shipped)
        let day = try #require(CivilDate("2026-11-21"))
        #expect(shelf.quirks(on: day) == .standard)
        #expect(QuirkShelf.standard.quirks(on: day) == .standard)
    }

    @Test func `a later file holds from its day on, and the first one holds before its day, too`() throws {
        let folder = try Folder()
        try folder.write("a.yaml", Self.text())
        try folder.write(
            "b.yaml", Self.text().replacing("2026.1", with: "2027.1").replacing("2026-11-20", with: "2027-02-01"))
        let shelf = try QuirkFolder.load(folder.path)
        for (day, version) in [
            ("2020-01-01", "TEST-2026.1"), ("2027-01-31", "TEST-2026.1"), ("2027-02-01", "TEST-2027.1"),
        ] {
            #expect(shelf.quirks(on: try #require(CivilDate(day))).version == version)
        }
    }

    @Test func `every key of an entry is read`() throws {
        let quirks = try Self.quirks(
            Self.text(
                entries: """
                    entries:
                      - id: all
                        note: everything at once
                        match:
                          issuers: [RUS, D]
                          documentCodes: [P, PO]
                          readers: ["ACS*"]
                          answersToReset: ["3B8F80"]
                          historicalBytes: ["0073"]
                          protocols: ["0.4.0.127.0.7.2.2.4.2.2"]
                        reading:
                          longestRead: 100
                          readSteps: [200, 100, 64]
                          extendedLength: never
                          fileAccess: identifier
                          cardAccess: [shortIdentifier]
                          masterFile: implicit
                          paceParameters: always
                          preferredMapping: integrated
                          mutualAuthenticationLengths: [256]
                          signatureLength: extended
                          exactLength: ignored
                          selectedStatuses: ["6A87", "6283"]
                          pauseAtStart: 100
                          pauseBetween: 5
                      - id: judged
                        match:
                          issuers: [UTO]
                        inspection:
                          securityObjectTypes: ["1.2.3"]
                          tolerated: [signerFormWrong, commonDataDiffers]
                          dateFillers: ["00", XX]
                    """))
        let facts = ChipTraits(
            reader: "ACS ACR122U 00 00", answerToReset: [0x3B, 0x8F, 0x80, 0x01], historicalBytes: [0x00, 0x73, 0x01],
            issuer: "D", documentCode: "P", protocols: ["1.2", "0.4.0.127.0.7.2.2.4.2.2"])
        let (habits, used) = quirks.reading(of: facts)
        #expect(used == QuirksUsed(version: "TEST-2026.1", applied: ["all"]))
        #expect(habits.longestRead == 100 && habits.readSteps == [200, 100, 64] && !habits.takesExtendedLength)
        #expect(habits.fileAccess == .identifier && habits.cardAccess == [.shortIdentifier])
        #expect(habits.masterFile == .implicit && habits.paceParameters == .always)
        #expect(habits.preferredMapping == .integrated && habits.mutualAuthenticationLengths == [256])
        #expect(habits.signatureLength == .extended && habits.exactLength == .ignored)
        #expect(habits.selectedStatuses == [0x6A87, 0x6283] && habits.pauseAtStart == 100 && habits.pauseBetween == 5)
        let (judged, usedThen) = quirks.inspection(of: ChipTraits(issuer: "UTO"))
        #expect(usedThen.applied == ["judged"] && judged.securityObjectTypes == ["1.2.528.1.1006.1.20.1", "1.2.3"])
        #expect(judged.tolerated == [.signerFormWrong, .commonDataDiffers] && judged.dateFillers == ["00", "XX"])
        // Each condition has to be met, and what is not known meets none.
        var others = [ChipTraits()]
        for change: (inout ChipTraits) -> Void in [
            { $0.reader = "Other" }, { $0.answerToReset = [0x3B] }, { $0.historicalBytes = nil }, { $0.issuer = "USA" },
            { $0.documentCode = "PD" }, { $0.protocols = [] },
        ] {
            var other = facts
            change(&other)
            others.append(other)
        }
        for other in others { #expect(quirks.reading(of: other).habits == quirks.usualReading) }
    }

    @Test(arguments: [
        ("*", "", true), ("*", "any", true), ("ACS*", "ACS ACR122U", true), ("ACS*", "BCS", false),
        ("*ACR122*", "ACS ACR122U PICC 00 00", true), ("*ACR122*", "ACS ACR1252 00", false), ("A*B*C", "AxBByC", true),
        ("A*B*C", "AxByD", false), ("A", "AB", false), ("AB", "A", false), ("***A", "A", true),
    ])
    func `a star stands for any text`(_ pattern: String, _ name: String, _ fits: Bool) {
        #expect(QuirkMatch(readers: [pattern]).holds(ChipTraits(reader: name)) == fits)
    }

    @Test func `of two limits of length the smaller holds`() throws {
        let quirks = ChipQuirks(
            version: "x", countries: CountryVariants(), usualReading: ChipQuirks.standard.usualReading,
            usualInspection: InspectionHabits(),
            entries: [
                .init(id: "a", match: QuirkMatch(issuers: ["UTO"]), reading: [.longestRead(100)]),
                .init(id: "b", match: QuirkMatch(readers: ["R"]), reading: [.longestRead(200)]),
            ])
        let both = quirks.reading(of: ChipTraits(reader: "R", issuer: "UTO"))
        #expect(both.habits.longestRead == 100 && both.used.applied == ["a", "b"])
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        let line: Int?
        let reason: String
        var testDescription: String { reason + ": " + to }

        init(_ from: String, _ to: String, _ line: Int?, _ reason: String) {
            (self.from, self.to, self.line, self.reason) = (from, to, line, reason)
        }
    }

    static let refusals = [
        Refusal("table: chips", "table: birds", 1, "table: is not chips"),
        Refusal("TEST-2026.1", "a b", 2, "version: is not 1 to 40 letters, digits, dots and hyphens"),
        Refusal("2026-11-20", "2026-11-31", 3, "validFrom: is not a day of the form YYYY-MM-DD"),
        Refusal("source: test", "sauce: test", 4, "sauce: is not a key of this table"),
        Refusal("D DE", "D DEU", 6, "countries.signers[0]: is not an issuer and its country, such as D DE"),
        Refusal("D DE", "FRA FR", 6, "countries.signers: FRA has its country by ISO 3166-1"),
        Refusal("D DE", "D DE, D FR", 6, "countries.signers: D stands twice"),
        Refusal("CN HK MO", "CN", 7, "countries.families[0]: is not two to four countries, such as CN HK MO"),
        Refusal("CN HK MO", "CN HK, HK MO", 7, "countries.families: HK stands twice"),
        Refusal(
            "readSteps: [256, 128]", "readSteps: [128, 256]", 10,
            "usual.reading.readSteps: are not one to 16 numbers, the largest first"),
        Refusal(
            "readSteps: [256, 128]", "readSteps: [300]", 10,
            "usual.reading.readSteps[0]: is not a whole number from 64 to 256"),
        Refusal(
            "pauseBetween: 0", "pauseBetween: 51", 22, "usual.reading.pauseBetween: is not a whole number from 0 to 50"),
        Refusal("pauseBetween: 0", "pauseBetwixt: 0", 22, "usual.reading.pauseBetwixt: is not a key of this table"),
        Refusal(
            "fileAccess: learnt", "fileAccess: guessed", 12,
            "usual.reading.fileAccess: is not one of learnt, shortIdentifier, identifier"),
        Refusal("cardAccess: [identifier]", "cardAccess: []", 13, "usual.reading.cardAccess: names no way"),
        Refusal(
            "selectedStatuses: []", #"selectedStatuses: ["6A82"]"#, 20,
            "usual.reading.selectedStatuses[0]: is not a status word 62xx, 63xx or 6Axx, such as 6A87, and not 6A82"),
        Refusal("tolerated: []", "tolerated: [hashMismatch]", 25, "usual.inspection.tolerated[0]: is not one of"),
        Refusal("tolerated: []", "tolerated: [signatureWrong]", 25, "usual.inspection.tolerated[0]: is not one of"),
        Refusal(
            "issuers: [UTO]", "{}", 30, "entries[0].match: has no condition: what holds for all belongs into usual"),
        Refusal("issuers: [UTO]", "issuers: [UTO, UTO]", 30, "entries[0].match.issuers: names a value twice"),
        Refusal("issuers: [UTO]", "isuers: [UTO]", 30, "entries[0].match.isuers: is not a key of this table"),
        Refusal(
            "issuers: [UTO]", #"answersToReset: ["3B8"]"#, 30,
            "entries[0].match.answersToReset[0]: is not 1 to 33 bytes in hexadecimal"),
        Refusal(
            "longestRead: 100", "longestRead: 10", 32,
            "entries[0].reading.longestRead: is not a whole number from 64 to 65280"),
        Refusal(
            "longestRead: 100", "extendedLength: whereOffered", 32,
            "entries[0].reading.extendedLength: can only be never here"),
        Refusal("longestRead: 100", "longestRead: 100\n      longestRead: 90", 32, "longestRead: stands twice"),
        Refusal("id: first", "id: FIRST*", 28, "entries[0].id: is not 1 to 40 letters, digits, dots and hyphens"),
    ]

    @Test(arguments: refusals) func `what cannot be used is refused with line and reason`(_ refusal: Refusal) throws {
        let folder = try Folder()
        let text = Self.text()
        #expect(text.contains(refusal.from))
        try folder.write("a.yaml", text.replacing(refusal.from, with: refusal.to))
        let faults = Self.faults(folder.path)
        let expected = "a.yaml" + (refusal.line.map { ":\($0)" } ?? "") + ": " + refusal.reason
        #expect(faults.contains { $0.description.hasPrefix(expected) }, "\(faults)")
    }

    @Test
    func
        `two entries of one id, two files of one day or version, and a changed table of the compiled-in name are refused`()
        throws
    {
        let entry = "  - id: first\n    match:\n      issuers: [UTO]\n    reading:\n      longestRead: 100\n"
        let twice = try Folder()
        try twice.write("a.yaml", Self.text() + "\n" + entry)
        #expect(Self.faults(twice.path).map(\.description) == ["a.yaml:28: entries: first stands twice"])
        let same = try Folder()
        try same.write("a.yaml", Self.text())
        try same.write("b.yaml", Self.text())
        #expect(
            Self.faults(same.path).map(\.description) == [
                "b.yaml:3: validFrom: is the day of another file, too",
                "b.yaml:2: version: is the version of another file, too",
            ])
        let shipped = try Folder()
        try shipped.write("a.yaml", Self.text().replacing("TEST-2026.1", with: ChipQuirks.standard.version))
        #expect(Self.faults(shipped.path).first?.reason.hasPrefix("needs a name of its own") == true)
        let empty = try Folder()
        #expect(Self.faults(empty.path).first?.reason == "holds no table")
    }

    @Test func `an entry about files cannot depend on the reader`() throws {
        let folder = try Folder()
        try folder.write(
            "a.yaml",
            Self.text().replacing("issuers: [UTO]", with: "readers: [R]").replacing(
                "    reading:\n      longestRead: 100", with: "    inspection:\n      tolerated: [signerFormWrong]"))
        #expect(
            Self.faults(folder.path).first?.reason
                == "cannot depend on the reader or the answer to reset: files do not tell them")
    }

    static func faults(_ path: String) -> [TableFault] {
        do throws(TableFaults) {
            _ = try QuirkFolder.load(path)
            return []
        } catch {
            return error.faults
        }
    }

    static func quirks(_ text: String) throws -> ChipQuirks {
        let folder = try Folder()
        try folder.write("a.yaml", text)
        return try QuirkFolder.load(folder.path).quirks(on: CivilDate(unixSeconds: 0, utcOffsetSeconds: 0))
    }

    static func text(entries: String? = nil) -> String {
        """
        table: chips
        version: TEST-2026.1
        validFrom: 2026-11-20
        source: test
        countries:
        \(rest(entries))
        """
    }

    private static func rest(_ entries: String?) -> String {
        """
          signers: [D DE]
          families: [CN HK MO]
        usual:
          reading:
            readSteps: [256, 128]
            extendedLength: whereOffered
            fileAccess: learnt
            cardAccess: [identifier]
            masterFile: unselected
            paceParameters: whenAmbiguous
            preferredMapping: generic
            mutualAuthenticationLengths: [40, 256]
            signatureLength: byKey
            exactLength: obeyed
            selectedStatuses: []
            pauseAtStart: 0
            pauseBetween: 0
          inspection:
            securityObjectTypes: ["1.2.528.1.1006.1.20.1"]
            tolerated: []
            dateFillers: []
        \(entries ?? first)
        """
    }

    private static let first = """
        entries:
          - id: first
            match:
              issuers: [UTO]
            reading:
              longestRead: 100
        """
}

/// A folder of its own that vanishes with its owner.
final class Folder {
    let path = NSTemporaryDirectory() + "boomt-quirks-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    }
}
