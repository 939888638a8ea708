package import TravelDocument

/// All rules in words: what they ask, of whom, from which paragraph, with which numbers.
package enum RuleCatalogue {
    /// One rule as the catalogue shows it.
    package struct Entry: Sendable, Hashable, Encodable {
        /// Identifier, such as `EG-03`.
        package let rule: String
        /// Order and paragraph.
        package let citation: String
        /// Strength of the source (A/131 1.1).
        package let rank: LegalRank
        /// First day on which the source holds; nil for house rules and notices without a date.
        package let validFrom: CivilDate?
        /// What the rule asks, in one sentence.
        package let title: LocalizedText
        /// Whom it concerns.
        package let who: LocalizedText
        /// Stations where it is asked.
        package let stations: [Station]
        /// Names of the facts it looks at, as they stand in stored facts.
        package let needs: [String]
        /// Names and values of the parameters it uses; those of a table that lacks on the day have none.
        package let parameters: [String: String]
        /// The kinds of tables that these parameters stand in.
        package let tables: [RulebookTableKind]
        /// The rule that does its work in the tables of the stations; nil when it stands there itself.
        package let appliedBy: String?
    }

    /// A paragraph of the source texts, or a rule of our list, that no rule here decides.
    package struct Gap: Sendable, Hashable, Encodable {
        /// The paragraph or rule.
        package let citation: String
        /// Why nothing decides it.
        package let reason: LocalizedText
    }

    /// Every rule, sorted by identifier; a rule with two descriptions stands twice.
    package static func entries(_ rulebook: Rulebook) -> [Entry] {
        var entries: [Entry] = []
        for rule in EGateRules.rules + DeskRules.rules + informationOnly {
            let entry = entry(rule, rulebook)
            if !entries.contains(entry) { entries.append(entry) }
        }
        return entries.sorted { ($0.rule, $0.citation) < ($1.rule, $1.citation) }
    }

    /// Rules that judge nobody by themselves.
    private static let informationOnly: [any BorderRule] = [
        ChildAtGateRule(), SourceOrderRule(), ProcessingTimeRule(), ImmigrationSystemRule(),
    ]

    private static func entry(_ rule: any BorderRule, _ rulebook: Rulebook) -> Entry {
        let description = rule.description
        let values = rulebook.values
        let missing = rulebook.missing.map(\.kind)
        let isGrave = rulebook.desk.secondOfficerRules.contains { SecondOfficerRule($0).rule == description.rule }
        let names = rule.parameterNames + (isGrave ? ["desk.secondOfficerRules"] : [])
        let stations = Station.allCases.filter { station in
            tables[station]?.contains { $0.description == description } ?? false
        }
        return Entry(
            rule: description.rule, citation: description.citation, rank: LegalRank(citation: description.citation),
            validFrom: RuleValidity.start(description.citation), title: description.title, who: rule.who,
            stations: stations.isEmpty ? Array(rule.stations.sorted()) : stations,
            needs: rule.needs,
            parameters: Dictionary(
                names.filter { !missing.contains(RulebookTableKind(parameter: $0)) }.map {
                    ($0, values[$0] ?? "unknown")
                }, uniquingKeysWith: { first, _ in first }),
            tables: RulebookTableKind.allCases.filter(Set(names.map(RulebookTableKind.init(parameter:))).contains),
            appliedBy: stations.isEmpty ? elsewhere[description.rule] : nil)
    }

    private static let tables: [Station: [any BorderRule]] = [
        .eGate: EGateRules.rules.filter { $0.stations.contains(.eGate) }, .desk: DeskRules.rules,
    ]

    /// Every rule of which a finding can be: those that stand in the tables of the stations, BX-00 and the lane's own.
    static let findable = Set(
        (EGateRules.rules + DeskRules.rules).map(\.description.rule) + [RulebookFault.rule]
            + LaneRule.allCases.map(\.rawValue))

    /// Rules whose work another one does.
    static let elsewhere = [
        "CH-10": "EG-07", "GE-02": "the citation of every finding", "RS-08": "information only",
        "RS-10": "information only",
    ]

    /// What no rule decides, with the reason.
    package static let gaps: [Gap] = [
        gap("A/49 1.1", mn: "зорилго", en: "states the purpose of the order"),
        gap("A/49 2.3, 2.4", mn: "эх бичвэрт алга", en: "not in our text"),
        gap("A/131 1.2-2.6, 2.8-2.11", mn: "эх бичвэрт алга", en: "not in our text"),
        gap("126 1.1-1.3", mn: "нийтлэг үндэслэл", en: "general provisions"),
        gap("126 2, 4, 5, 7, 8.1, 8.2", mn: "эх бичвэрт алга", en: "not in our text"),
        gap("A/260 1.1", mn: "зорилго", en: "states the purpose of the order"),
        gap("A/260 1.2, 2, 3.2, 3.3", mn: "эх бичвэрт алга", en: "not in our text"),
        gap("A/83 2.2-2.5, 3", mn: "эх бичвэрт алга", en: "not in our text"),
        gap(
            "registration notice: applications, fees, photograph", mn: "хилийн шалгалтад хамаарахгүй",
            en: "concerns the issuing of passports and not the border"),
        gap(
            "agreements: stays of Mongolian citizens abroad (length, conditions, missions)",
            mn: "гадаад улсын шийдэх асуудал; виз шаардах эсэхийг зөвхөн CH-05 хүүхдийн очих улсаар харна",
            en: "decided by the other state; only CH-05 looks up whether a child's destination asks for a visa"),
        gap(
            "agreements row 8 (passport for public affairs), rows 15-53 (missions)",
            mn: "VF-03, паспортын төрлийг ажилтан тогтооно", en: "the officer names the class of the passport; VF-03"),
        gap(
            "GB-3 l.9-13, 21-36, 40-47, 51-57 (applications and fees)", mn: "хилийн шалгалтад хамаарахгүй",
            en: "concerns the immigration authority and not the border"),
        gap(
            "IOM factsheet (text 002)", mn: "дүрэм агуулаагүй", en: "a report on a project, without any rule"),
        gap("law 17.1, 17.3 and further articles", mn: "эх бичвэрт алга", en: "not in our text"),
    ]

    private static func gap(_ citation: String, mn: String, en: String) -> Gap {
        Gap(citation: citation, reason: LocalizedText(mn: mn, en: en))
    }
}

/// GE-02: treaty before law, law before order (A/131 1.1); a principle that orders sources and judges nobody.
struct SourceOrderRule: BorderRule {
    let description = RuleDescription(
        rule: "GE-02", citation: "A/131 1.1",
        title: LocalizedText(
            mn: "Олон улсын гэрээ, хууль, журмыг энэ эрэмбээр баримтална.",
            en: "Treaties, laws and orders hold in this order."))

    func concerns(_ context: RuleContext) -> Bool { false }

    func findings(_ context: RuleContext) -> [Finding] { [] }
}

extension Set<Station> {
    fileprivate func sorted() -> [Station] { Station.allCases.filter(contains) }
}

extension RulebookTableKind {
    /// The kind of table in which a parameter of the catalogue stands: its prefix says so, or it is one of the gate's.
    init(parameter: String) {
        let prefix = String(parameter.prefix { $0 != "." })
        self = RulebookTableKind(rawValue: prefix) ?? (prefix == "guardianBranchApplied" ? .desk : .eGate)
    }
}

extension Rulebook {
    /// Every parameter that rules name, as text.
    var values: [String: String] {
        [
            "nationalState": parameters.nationalState, "adultAge": "\(parameters.adultAge)",
            "monthsOfValidity": "\(parameters.monthsOfValidity)",
            "validityCheckedAtEntry": "\(parameters.validityCheckedAtEntry)",
            "extensionAcceptedAtGate": "\(parameters.extensionAcceptedAtGate)",
            "restrictionListAgeLimitHours": "\(parameters.restrictionListAgeLimitHours)",
            "wantedListAgeLimitHours": "\(parameters.wantedListAgeLimitHours)",
            "invalidListAgeLimitHours": "\(parameters.invalidListAgeLimitHours)",
            "passBackWindowMinutes": "\(parameters.passBackWindowMinutes)",
            "registerInZoneTies": "\(parameters.registerInZoneTies)",
            "maximumFingerAttempts": "\(parameters.maximumFingerAttempts)",
            "fingerThreshold": "\(parameters.fingerThreshold)",
            "ordinaryClasses": parameters.ordinaryClasses.joined(separator: " "),
            "officialClasses": parameters.officialClasses.joined(separator: " "),
            "officialClassesAccepted": "\(parameters.officialClassesAccepted)",
            "chipPolicy": parameters.chipPolicy.rawValue,
            "specimenIssuers": parameters.specimenIssuers.joined(separator: " "),
            "specimensStopped": "\(parameters.specimensStopped)",
            "guardianBranchApplied": "\(desk.guardianBranchApplied)",
            "desk.diplomaticClasses": desk.diplomaticClasses.joined(separator: " "),
            "desk.passportYears": desk.passportYears.map(\.description).joined(separator: " "),
            "desk.childPassportAge": "\(desk.childPassportAge)",
            "desk.childPassportYears": "\(desk.childPassportYears)",
            "desk.maximumPassports": "\(desk.maximumPassports)",
            "desk.secondOfficerRules": desk.secondOfficerRules.joined(separator: ", "),
            "stay.visaPermissionDays": "\(foreigners.stay.visaPermissionDays)",
            "stay.registrationWorkingDays": "\(foreigners.stay.registrationWorkingDays)",
            "stay.registrationAboveDays": "\(foreigners.stay.registrationAboveDays)",
            "stay.residenceCardDays": "\(foreigners.stay.residenceCardDays)",
            "stay.extensionRequestDays": "\(foreigners.stay.extensionRequestDays)",
            "stay.fingerprintAge": "\(foreigners.stay.fingerprintAge)",
            "stay.foreignPassportMonths": "\(foreigners.stay.foreignPassportMonths)",
            "stay.unspecifiedWindowIsRolling": "\(foreigners.stay.unspecifiedWindowIsRolling)",
            "stay.exitDayCounts": "\(foreigners.stay.exitDayCounts)",
            "stay.residenceNeedsPermission": "\(foreigners.stay.residenceNeedsPermission)",
            "agreements.version": foreigners.agreements.version, "passports.version": foreigners.passports.version,
            "passports.hongKongPrefixes": foreigners.passports.hongKongPrefixes.joined(separator: " "),
            "passports.macaoPrefixes": foreigners.passports.macaoPrefixes.joined(separator: " "),
            "calendar.version": foreigners.calendar.version,
            "calendar.knownThrough": foreigners.calendar.knownThrough?.description ?? "unknown",
            "desk.extensionYears": desk.extensionYears.map(\.description).joined(separator: " "),
        ]
    }
}
