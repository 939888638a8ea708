internal import Fingerprint
internal import Simulators
internal import TravelDocument

/// One traveller's turn and how it has to end.
struct DemoScene {
    let title: (mn: String, en: String)
    let traveller: Traveller
    /// `passed` or `referred`.
    let expected: String
    /// The rule that must be among the reasons; nil for those who pass.
    let rule: String?
}

/// Everybody who comes to the gate, and the state behind their passports. All of them are invented.
struct DemoCast {
    let authority: TestAuthority
    let scenes: [DemoScene]
    private let enrolled: [(persona: Persona, finger: FingerImage, hasChip: Bool)]
    private let restricted: String
    private let today: CivilDate

    init(today: CivilDate) throws {
        self.today = today
        // Mongolia signs with RSASSA-PSS: so does its stand-in.
        authority = try TestAuthority(country: "MN", name: "boomt demo CSCA", key: .rsaPSS(3072))
        let signer = try authority.issueDocumentSigner(key: .rsaPSS(2048))
        let stranger = try TestAuthority(country: "MN", name: "nobody's CSCA").issueDocumentSigner()

        let later = today.adding(years: 5)
        let adult = today.adding(years: -41)
        let bold = Persona("BATBAYAR", "BOLD", number: "E1000001", born: adult, expires: later, fingerSeed: 11)
        let soon = Persona(
            "DORJ", "SARANGEREL", number: "E1000002", born: adult,
            expires: min(today.adding(months: 5).adding(days: 29), today.adding(months: 6).adding(days: -1)), sex: "F",
            fingerSeed: 12)
        let debtor = Persona("GANBOLD", "TEMUUJIN", number: "E1000003", born: adult, expires: later, fingerSeed: 13)
        let child = Persona(
            "ENKHBAYAR", "ANUJIN", number: "E1000004", born: today.adding(years: -10), expires: later, sex: "F",
            fingerSeed: 14)
        let foreigner = Persona(
            issuer: "KOR", "KIM", "MINSU", number: "M10000005", born: adult, expires: later, fingerSeed: 15)
        let lender = Persona("NARAN", "BATU", number: "E1000006", born: adult, expires: later, fingerSeed: 16)
        let forged = Persona("TUMUR", "GEREL", number: "E1000007", born: adult, expires: later, fingerSeed: 17)
        let unknown = Persona("SUKH", "OYUN", number: "E1000008", born: adult, expires: later, sex: "F", fingerSeed: 18)
        let proofs: [ChipProof] = [.agreement, .signature, .mapping]
        let holders = [
            Persona("OCHIR", "MUNKH", number: "E1000010", born: adult, expires: later, fingerSeed: 21),
            Persona("PUREV", "NOMIN", number: "E1000011", born: adult, expires: later, sex: "F", fingerSeed: 22),
            Persona("LKHAGVA", "TUGULDUR", number: "E1000012", born: adult, expires: later, fingerSeed: 23),
        ]
        let hasty = Persona(
            "GANBAT", "SARNAI", number: "E1000013", born: adult, expires: later, sex: "F", fingerSeed: 24)
        let plain = Persona(
            "BAYAR", "TSETSEG", number: "E1000009", born: adult, expires: later, sex: "F", fingerSeed: 19)

        func chip(_ persona: Persona, tamper: (inout ChipFiles) -> Void = { _ in }) throws -> VirtualPassport {
            try persona.chip(signer: signer, today: today, tamper: tamper)
        }
        let boldFingers = try bold.impressions(0...2)
        let debtorFingers = try debtor.impressions(0...1)
        let plainFingers = try plain.impressions(0...1)
        let hastyFingers = try hasty.impressions(0...1)
        let brushed = try hasty.impression(7, conditions: .brush)
        let holderFingers = try holders.map { try $0.impressions(0...1) }
        enrolled =
            [
                // Whose passport ends soon is enrolled by nobody: the same six months are asked there (EG-03).
                (bold, boldFingers[0], true), (debtor, debtorFingers[0], true),
                (lender, try lender.impressions(0...0)[0], true),
                (forged, try forged.impressions(0...0)[0], true), (unknown, try unknown.impressions(0...0)[0], true),
                (plain, plainFingers[0], false), (hasty, hastyFingers[0], true),
            ] + zip(holders, holderFingers).map { ($0, $1[0], true) }
        restricted = debtor.documentNumber
        scenes =
            [
                DemoScene(
                    title: ("Эрх бүхий насанд хүрсэн иргэн", "An eligible adult"),
                    traveller: Traveller(
                        mrz: bold.mrz, direction: "exit", chip: try chip(bold), fingers: [boldFingers[1]]),
                    expected: "passed", rule: nil),
                DemoScene(
                    title: ("Паспорт 5 сар 29 хоног хүчинтэй", "A passport valid for five months and 29 days"),
                    traveller: Traveller(mrz: soon.mrz, direction: "exit", chip: try chip(soon)), expected: "referred",
                    rule: "EG-03"),
                DemoScene(
                    title: ("Гарахыг хязгаарласан иргэн гарч байна", "Someone on the exit-restriction list leaves"),
                    traveller: Traveller(mrz: debtor.mrz, direction: "exit", chip: try chip(debtor)),
                    expected: "referred", rule: "EG-05"),
                DemoScene(
                    title: ("Гарахыг хязгаарласан иргэн орж байна", "The same person enters"),
                    traveller: Traveller(
                        mrz: debtor.mrz, direction: "entry", chip: try chip(debtor), fingers: [debtorFingers[1]]),
                    expected: "passed", rule: nil),
                DemoScene(
                    title: ("Хүүхэд", "A child"),
                    traveller: Traveller(mrz: child.mrz, direction: "exit", chip: try chip(child)),
                    expected: "referred",
                    rule: "EG-07"),
                DemoScene(
                    title: ("Гадаадын иргэн", "A foreigner"),
                    traveller: Traveller(mrz: foreigner.mrz, direction: "exit"), expected: "referred", rule: "EG-07"),
                DemoScene(
                    title: ("Бусдын хуруу", "Another person's finger"),
                    traveller: Traveller(
                        mrz: lender.mrz, direction: "exit", chip: try chip(lender), fingers: [boldFingers[2]]),
                    expected: "referred", rule: "EG-08"),
                DemoScene(
                    title: (
                        "Эхлээд хуруу бараг хүрээгүй: дахин асууна",
                        "A finger that hardly touched at first: asked again"
                    ),
                    traveller: Traveller(
                        mrz: hasty.mrz, direction: "exit", chip: try chip(hasty), fingers: [brushed, hastyFingers[1]]),
                    expected: "passed", rule: nil),
                DemoScene(
                    title: ("Хуурамч чип: зургийн нэг байт өөрчлөгдсөн", "A forged chip: one byte of the face changed"),
                    traveller: Traveller(
                        mrz: forged.mrz, direction: "exit",
                        chip: try chip(forged) { files in
                            guard var face = files[.dg2], !face.isEmpty else { return }
                            face[face.count / 2] ^= 1
                            files[.dg2] = face
                        }),
                    expected: "referred", rule: "BX-01"),
                DemoScene(
                    title: ("Чипэнд гарын үсэг зурсан байгууллага танигдаагүй", "A chip whose signer nobody knows"),
                    traveller: Traveller(
                        mrz: unknown.mrz, direction: "exit", chip: try unknown.chip(signer: stranger, today: today)),
                    expected: "referred", rule: "BX-01"),
                DemoScene(
                    title: ("Чипгүй паспорт", "A passport without a chip"),
                    traveller: Traveller(mrz: plain.mrz, direction: "exit", fingers: [plainFingers[1]]),
                    expected: "passed", rule: nil),
                DemoScene(
                    title: ("Нэг паспортаар дахин гарах оролдлого", "Pass-back: the first passport once more"),
                    traveller: Traveller(mrz: bold.mrz, direction: "exit", chip: try chip(bold)), expected: "referred",
                    rule: "EG-10"),
            ] + (try Self.proofScenes(proofs, holders, holderFingers, signer: signer, today: today))
    }

    /// For each proof that a chip may give: first a copy of the chip, which is caught, then the chip itself.
    private static func proofScenes(
        _ proofs: [ChipProof], _ holders: [Persona], _ fingers: [[FingerImage]], signer: TestDocumentSigner,
        today: CivilDate
    ) throws -> [DemoScene] {
        try zip(proofs, zip(holders, fingers)).flatMap { proof, owner in
            let (holder, images) = owner
            return [
                DemoScene(
                    title: ("Чипийн хуулбар (\(proof.rawValue))", "A copy of a chip with \(proof.rawValue)"),
                    traveller: Traveller(
                        mrz: holder.mrz, direction: "exit",
                        chip: try holder.chip(signer: signer, today: today, proof: proof, faults: proof.copied)),
                    expected: "referred", rule: "BX-01"),
                DemoScene(
                    title: ("Чип өөрөө (\(proof.rawValue))", "The chip itself, with \(proof.rawValue)"),
                    traveller: Traveller(
                        mrz: holder.mrz, direction: "exit",
                        chip: try holder.chip(signer: signer, today: today, proof: proof), fingers: [images[1]]),
                    expected: "passed", rule: nil),
            ]
        }
    }

    /// Enters an officer, enrols those who have a permission, and loads the lists.
    ///
    /// - Parameter boomtctl: loads the lists of wanted persons and of invalid documents.
    func prepare(_ station: Station, boomtctl: String) throws {
        guard try station.enterOfficer() == 201 else { throw StationError("the officer was refused") }
        for (persona, finger, hasChip) in enrolled {
            let status = try station.enrol(mrz: persona.mrz, finger: finger, hasChip: hasChip)
            guard status == 201 else { throw StationError("enrolment refused: HTTP \(status)") }
        }
        let status = try station.restrictExits(ofDocuments: [restricted], from: today.adding(days: -30).description)
        guard status == 200 else { throw StationError("the list was refused: HTTP \(status)") }
        try station.loadEmptyLists(with: boomtctl)
    }
}
