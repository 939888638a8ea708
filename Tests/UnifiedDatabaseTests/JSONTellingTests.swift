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

    private func chip(_ random: inout Grower) -> ChipEvidence {
        let quirks = QuirksUsed(version: random.text(), applied: (0..<2).map { _ in random.text() })
        let access = InspectedAccess(
            protocolName: random.text(), parameterId: 13, cipher: random.text(), downgrade: .random(using: &random),
            isComplete: .random(using: &random), authenticity: ChipAuthenticity(), quirks: quirks,
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
            #expect(try isWhole(#require(report.access)) && isWhole(#require(report.signer)))
            var bare = ChipEvidence(
                presence: .read, inspection: InspectionReport(checks: [], access: InspectedAccess(protocolName: "BAC")))
            bare.inspection?.signer = InspectedSigner(subject: "", issuer: "", serial: "", fingerprint: "")
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
            direction: .entry, unixTime: .random(in: .min ... .max, using: &random), documentNumber: random.text(),
            outcome: .passed, station: .desk)
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
                        groundCode: random.text(), body: random.text(), documentNumber: random.text(), start: nil,
                        end: .latest)
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
            #expect(isWhole(whole) && isWhole(whole.document))
            let bare = CrossingFacts(
                direction: .entry, date: whole.date, unixTime: 0, station: .desk,
                document: DocumentFacts(
                    classCode: "", issuer: "", nationality: "", number: "", expiryDate: nil, birthDateText: "",
                    birthDate: nil, sex: .unspecified, mrzValid: false))
            var nothing = bare
            nothing.permission = .nothing
            nothing.wanted = .nothing
            nothing.lastCrossingByZone = .nothing
            for facts in [whole, bare, nothing] {
                let text = try told { try $0.write(facts: facts) }
                #expect(try text == LibraryJSON.text(facts), "seed \(seed)")
                #expect(try StoredJSON.value(CrossingFacts.self, of: text) == facts)
            }
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
            try parts.add(record.document)
            try parts.add(record.chip)
            try parts.add(record.facts)
            try parts.add(record.verdict)
            let itself = try [
                LibraryJSON.text(record.document), LibraryJSON.text(record.chip), LibraryJSON.text(record.facts),
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
