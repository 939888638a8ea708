extension ChipQuirks {
    /// The compiled-in table: the values of `config/quirks/2026-11-20-chips.yaml`, where each one has its reason. A
    /// test holds the two against each other.
    package static let standard = ChipQuirks(
        version: "CHIPS-2026-11-20.1",
        countries: CountryVariants(
            signers: [
                "D": "DE", "GBD": "GB", "GBN": "GB", "GBO": "GB", "GBP": "GB", "GBS": "GB", "RKS": "KS", "UNO": "UN",
                "UNA": "UN", "UNK": "UN", "EUE": "EU",
            ],
            families: [["CN", "HK", "MO"], ["KS", "XK"], ["GB", "UK"]]),
        usualReading: ReadingHabits(
            readSteps: [256, 231, 223, 192, 160, 128], longestRead: nil, takesExtendedLength: true,
            fileAccess: .learnt, cardAccess: [.identifier, .shortIdentifier], masterFile: .unselected,
            paceParameters: .whenAmbiguous, preferredMapping: .generic, mutualAuthenticationLengths: [40, 256],
            signatureLength: .byKey, exactLength: .obeyed, selectedStatuses: [], pauseAtStart: 0, pauseBetween: 0),
        usualInspection: {
            var habits = InspectionHabits()
            habits.securityObjectTypes = ["1.2.528.1.1006.1.20.1"]
            return habits
        }(),
        entries: [
            Entry(
                id: "vietnam-card-access", match: QuirkMatch(issuers: ["VNM"]),
                reading: [.cardAccess([.shortIdentifier, .identifier])]),
            Entry(id: "russia-short-reads", match: QuirkMatch(issuers: ["RUS"]), reading: [.longestRead(223)]),
            Entry(
                id: "china-short-only", match: QuirkMatch(issuers: ["CHN"], documentCodes: ["PO"]),
                reading: [.longestRead(223), .noExtendedLength, .signatureLength(.short)]),
            Entry(
                id: "australia-long-signature", match: QuirkMatch(issuers: ["AUS"]),
                reading: [.signatureLength(.extended)]),
            Entry(
                id: "ukraine-select", match: QuirkMatch(issuers: ["UKR"]), reading: [.selectedStatuses([0x6A87])]),
            Entry(
                id: "acr122-short-only", match: QuirkMatch(readers: ["*ACR122*"]), reading: [.noExtendedLength]),
        ])
}
