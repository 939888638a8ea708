import BorderLaw
import Testing
import TravelDocument

@testable import Checkpoint
@testable import DocumentTrust
@testable import UnifiedDatabase

/// What is told by hand is what the library's encoder tells, whatever stands in it and whatever is not there.
@Suite("JSON told by hand")
struct JSONTellingTests {
    private func told(_ tell: (inout JSONText) throws -> Void) rethrows -> String {
        var text = JSONText()
        try tell(&text)
        #expect(!text.isOutOfOrder)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// A field that the samples here leave out could be left out of the text, too, and nobody would notice.
    private func isWhole(_ value: Any, but: Set<String> = []) -> Bool {
        Mirror(reflecting: value).children.allSatisfy { label, child in
            let field = Mirror(reflecting: child)
            let isThere = field.displayStyle != .optional || !field.children.isEmpty
            return but.contains(label ?? "") || isThere && "\(child)" != "unknown"
        }
    }

    private func check(_ random: inout Grower) -> InspectionCheck {
        InspectionCheck(
            id: CheckID.allCases.randomElement(using: &random) ?? .expiry, result: .undetermined,
            code: Int.random(in: -5...5000, using: &random), text: LocalizedText(mn: random.text(), en: random.text()))
    }

    private func proofs(_ random: inout Grower) -> ChipAuthenticity {
        ChipAuthenticity(
            chipAuthentication: ChipAuthenticity.ChipAuthentication(
                random.text(), ChipAuthenticity.Outcome.allCases.randomElement(using: &random) ?? .failed,
                reason: random.text()),
            activeAuthentication: ChipAuthenticity.ActiveAuthentication(challenge: [1, 0xFF], answer: [2]),
            mapping: ChipAuthenticity.Mapping(parameterId: 13, mappingKey: [4], authenticationData: nil),
            terminalAuthentication: TerminalAuthentication(.notAttempted, reason: random.text()))
    }

    private func chip(_ random: inout Grower) -> ChipEvidence {
        let quirks = QuirksUsed(version: random.text(), applied: (0..<2).map { _ in random.text() })
        let access = InspectedAccess(
            protocolName: random.text(), parameterId: 13, cipher: random.text(), downgrade: .random(using: &random),
            isComplete: .random(using: &random), authenticity: proofs(&random), quirks: quirks,
            toldByFile: .random(using: &random))
        let signer = InspectedSigner(
            subject: random.text(), issuer: random.text(), serial: random.text(), country: random.text(),
            fingerprint: random.text(), algorithm: random.text(),
            signingTime: .random(in: .min ... .max, using: &random),
            authorityFingerprint: random.text(), authorityOrigin: random.text())
        let checks = (0..<Int.random(in: 0..<4, using: &random)).map { _ in check(&random) }
        return ChipEvidence(
            presence: .unreadable, faultCode: random.text(), faultText: LocalizedText(mn: random.text(), en: "E"),
            inspection: InspectionReport(checks: checks, access: access, signer: signer, quirks: quirks),
            apduCount: .random(in: .min ... .max, using: &random), bytesRead: 10, milliseconds: 0,
            quirks: random.text())
    }

    @Test func `what a chip said`() throws {
        for seed in 0..<200 {
            var random = Grower(state: UInt64(seed))
            let whole = chip(&random)
            let report = try #require(whole.inspection)
            #expect(isWhole(whole) && isWhole(report, but: ["mrz"]))
            let access = try #require(report.access)
            #expect(try isWhole(access) && isWhole(#require(report.signer)))
            #expect(try isWhole(#require(access.authenticity)))
            var bare = ChipEvidence(
                presence: .read, inspection: InspectionReport(checks: [], access: InspectedAccess(protocolName: "BAC")))
            bare.inspection?.signer = InspectedSigner(subject: "", issuer: "", serial: "", fingerprint: "")
            bare.inspection?.access?.authenticity = ChipAuthenticity()
            for evidence in [whole, bare, .absent, .notExamined] {
                let text = try told { try $0.write(chip: evidence) }
                #expect(try text == LibraryJSON.text(evidence), "seed \(seed)")
                #expect(try StoredJSON.value(ChipEvidence.self, of: text) == evidence)
            }
        }
    }

    @Test func `what a data page said`() throws {
        var page = try #require(try Samples.record().document)
        #expect(isWhole(page))
        for seed in 0..<200 {
            var random = Grower(state: UInt64(seed))
            page.documentCode = random.text()
            page.issuer = random.text()
            page.number = random.text()
            page.nationality = random.text()
            page.birthDateText = random.text()
            page.sex = Sex.allCases.randomElement(using: &random) ?? .unspecified
            page.primaryIdentifier = random.text()
            page.secondaryIdentifier = random.text()
            page.optionalData = random.text()
            #expect(try told { $0.write(page: page) } == LibraryJSON.text(page))
        }
        page.birthDate = nil
        page.expiryDate = nil
        #expect(try told { $0.write(page: page) } == LibraryJSON.text(page))
        #expect(told { $0.write(page: nil) } == "null")
    }

    /// Facts of which nothing is unknown.
    private func facts(_ random: inout Grower) -> CrossingFacts {
        let prior = PriorCrossing(
            direction: .entry, unixTime: .random(in: .min ... .max, using: &random), issuer: random.text(),
            documentNumber: random.text(), outcome: .passed, station: .desk)
        return CrossingFacts(
            direction: .exit, date: Samples.date("2026-03-10"), unixTime: .random(in: .min ... .max, using: &random),
            station: .eGate,
            document: DocumentFacts(
                classCode: random.text(), issuer: random.text(), nationality: random.text(), number: random.text(),
                expiryDate: .latest, birthDateText: random.text(), birthDate: .earliest, sex: .female,
                verifiedExtension: Samples.date("2027-01-31"), mrzValid: .random(using: &random)),
            permission: .found(
                PermissionFacts(
                    status: .active, documentNumber: random.text(), capacityDeclared: true, enrolledFingers: 2,
                    birthDate: .earliest, documentExpiry: .latest)),
            invalidation: .found(Invalidation(cause: random.text(), body: random.text())),
            restrictions: RestrictionFacts(
                found: [
                    ExitRestriction(
                        groundCode: random.text(), body: random.text(), documentNumber: random.text(),
                        start: .earliest, end: .latest, key: random.text(), match: .near),
                    ExitRestriction(groundCode: "", body: "", documentNumber: "", start: nil, end: nil),
                ], listAgeHours: 3),
            wanted: .found([
                WantedEntry(key: random.text(), body: random.text(), documentNumber: random.text(), match: .near)
            ]),
            wantedListAgeHours: 1, invalidListAgeHours: 2, wantedListMissing: false, invalidListMissing: true,
            lastCrossing: .found(prior), lastCrossingWithOtherDocument: .found(prior),
            lastCrossingByZone: .found(prior),
            chip: .inspected(overall: .failed, failedChecks: [random.text()]),
            finger: .mismatched(bestScore: -.infinity, threshold: 3, attempts: 2),
            desk: DeskFacts(childFollowUp: .nothing, courtesyEnteredBy: random.text()))
    }

    @Test func `what the rules looked at`() throws {
        for seed in 0..<200 {
            var random = Grower(state: UInt64(seed))
            let whole = facts(&random)
            #expect(isWhole(whole) && isWhole(whole.document) && isWhole(whole.restrictions))
            #expect(try isWhole(#require(whole.permission.value)) && isWhole(#require(whole.lastCrossing.value)))
            #expect(try isWhole(#require(whole.restrictions.found.first)))
            let bare = CrossingFacts(
                direction: .entry, date: whole.date, unixTime: 0, station: .desk,
                document: DocumentFacts(
                    classCode: "", issuer: "", nationality: "", number: "", expiryDate: nil, birthDateText: "",
                    birthDate: nil, sex: .unspecified, mrzValid: false))
            var nothing = bare
            nothing.permission = .nothing
            nothing.wanted = .nothing
            nothing.lastCrossingByZone = .nothing
            nothing.lastCrossing = .found(
                PriorCrossing(direction: .exit, unixTime: 0, documentNumber: "", outcome: .referred))
            nothing.lastCrossingWithOtherDocument = .nothing
            for facts in [whole, bare, nothing] { try check(facts, "seed \(seed)") }
        }
    }

    private func check(_ facts: CrossingFacts, _ comment: Comment) throws {
        let text = try told { try $0.write(facts: facts) }
        #expect(try text == LibraryJSON.text(facts), comment)
        #expect(try StoredJSON.value(CrossingFacts.self, of: text) == facts, comment)
    }

    @Test func `each way that a chip or a finger can turn out`() throws {
        var random = Grower(state: 1)
        var facts = facts(&random)
        for chip: ChipFacts in [
            .notExamined, .absent, .unreadable(reason: random.text()),
            .inspected(overall: .successful, failedChecks: []),
        ] {
            facts.chip = chip
            try check(facts, "\(chip)")
        }
        for finger: FingerFacts in [
            .notTaken, .matched(score: 5, threshold: 3.5, attempts: 1), .scannerFailed(reason: random.text()),
            .matched(score: .infinity, threshold: 0, attempts: .max),
            .mismatched(bestScore: nil, threshold: 1e-7, attempts: 3),
            .mismatched(bestScore: 0.1, threshold: 1e21, attempts: 0),
        ] {
            facts.finger = finger
            try check(facts, "\(finger)")
        }
    }

    @Test func `what an entry of the journal tells`() throws {
        for seed in 0..<200 {
            var random = Grower(state: UInt64(seed))
            var details: [String: String] = [:]
            for _ in 0..<Int.random(in: 0..<6, using: &random) { details[random.key()] = random.text() }
            #expect(try StoredJSON.text(details) == LibraryJSON.text(details), "seed \(seed)")
            // Keys that nobody writes, too.
            for _ in 0..<3 { details[random.text()] = random.text() }
            #expect(try Array(StoredJSON.text(details).utf8) == JSONWriter.bytes(details), "seed \(seed)")
        }
    }

    @Test func `what was tried with fingers`() throws {
        let whole = FingerTry(score: 4.25, quality: 80, finger: 2, faultCode: "tooDry \"", presentation: 0.5)
        #expect(isWhole(whole))
        for tries in [[], [whole], [FingerTry(), whole, FingerTry(score: 10, presentation: 0)]] {
            let text = told { $0.write(tries: tries) }
            #expect(try text == LibraryJSON.text(tries))
            #expect(try StoredJSON.value([FingerTry].self, of: text) == tries)
        }
    }

    @Test func `what was judged`() throws {
        for seed in 0..<200 {
            var random = Grower(state: UInt64(seed))
            let findings = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
                Finding(
                    rule: random.text(), citation: random.text(),
                    outcome: Outcome.allCases.randomElement(using: &random) ?? .allow,
                    reason: LocalizedText(mn: random.text(), en: random.text()),
                    evidence: (0..<Int.random(in: 0..<3, using: &random)).map { _ in random.text() })
            }
            let numbers = RulebookNumbers(version: random.text(), parameters: EGateParameters())
            let verdict = Verdict(
                findings: findings, rulebook: random.text(), numbers: seed.isMultiple(of: 2) ? numbers : nil)
            #expect(findings.allSatisfy { Mirror(reflecting: $0).children.count == 5 })
            #expect(Mirror(reflecting: verdict).children.count == 4)
            let text = try StoredJSON.text(verdict)
            #expect(try text == LibraryJSON.text(verdict), "seed \(seed)")
            #expect(try StoredJSON.value(Verdict.self, of: text) == verdict)
        }
    }

    @Test func `a record is told by hand as it would tell itself`() throws {
        for state in CrossingState.allCases {
            let record = try Samples.record(state: state)
            let parts = JSONWriter.Parts()
            try parts.add(record.mrzText)
            try parts.add(record.document)
            try parts.add(record.chip)
            try parts.add(record.fingerTries)
            try parts.add(record.facts)
            try parts.add(record.verdict)
            let itself = try [
                LibraryJSON.text(record.mrzText), LibraryJSON.text(record.document), LibraryJSON.text(record.chip),
                LibraryJSON.text(record.fingerTries), LibraryJSON.text(record.facts),
                LibraryJSON.text(record.verdict),
            ]
            var rest = parts.bytes[...]
            for text in itself {
                let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(4)
                #expect(String(decoding: rest.prefix(length), as: UTF8.self) == text)
                rest = rest.dropFirst(length)
            }
            #expect(rest.isEmpty)
        }
    }
}
