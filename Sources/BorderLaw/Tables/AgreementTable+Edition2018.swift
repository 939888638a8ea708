import TravelDocument

extension AgreementTable {
    /// The table as the notice of border unit 0218 gave it in the first half of 2018.
    ///
    /// Row 8 has no number in the text; rows 8, 13 and 28 share the code of China. In doubt and therefore an officer's:
    /// row 6 (ordinary passports), row 14 (the text says "visa-free" where every like row says "visa"). Row 30 is
    /// silent on ordinary passports. Row 43 asks for an invitation at its end, read for every class. Abroad, rows 12
    /// and 37 lack "reciprocally", row 14 is silent on diplomatic passports, and row 8 on ordinary ones.
    package static let edition2018 = AgreementTable(
        version: "AGREEMENTS-2018.2", rows: lines2018.split(separator: "\n").compactMap { AgreementRow(line: $0) })

    /// Number; codes; territory; names; diplomatic, official, ordinary here, and abroad. Several terms of a class stand
    /// between bars.
    private static let lines2018 = """
        1; ALB; -; Албани; Albania; free 90/180d fromEntry biometric; free 90/180d fromEntry biometric; required; free 90/180d fromEntry biometric; free 90/180d fromEntry biometric; required
        2; USA; -; АНУ; United States of America; free 90; free 90; free 90; required; required; required
        3; ARG; -; Аргентин; Argentina; free 90; free 90; free 90; free 90; free 90; free 90
        4; NPL; -; Балба; Nepal; free 90; free 90; required; free 90; free 90; required
        5; BLR; -; Беларусь; Belarus; free 90/1y; free 90/1y; free 90/1y; free 90/1y; free 90/1y; free 90/1y
        6; PRK; -; БНАСАУ; DPR Korea; free 90; free 90; free 90 doubtful; free 90; free 90; free 90 doubtful
        7; KOR; -; БНСУ; Republic of Korea; free 90; free 90; required; free 90; free 90; required
        8; CHN; CHN; БНХАУ; China; free 30; free 30; required; free 30; free 30; notStated
        9; BGR; -; Болгар; Bulgaria; free 90/6m; free 90/6m; required; free 90/6m; free 90/6m; required
        10; BRA; -; Бразил; Brazil; free 90/1y; free 90/1y; free 90/1y; free 90/1y; free 90/1y; free 90/1y
        11; BRN; -; Бруней Даруссалам; Brunei Darussalam; free 14; free 14; required; free 14; free 14; required
        12; VNM; -; Вьетнам; Viet Nam; free 90; free 90; required; free 90 doubtful; free 90 doubtful; required
        13; CHN; HKG; Гонгконг; Hong Kong SAR; none; none; free 14; free 14; free 14; free 14
        14; GBR; -; ИБУИНВУ; United Kingdom; free 30; required doubtful; required doubtful; required doubtful; required doubtful; required doubtful
        15; ISR; -; Израйль; Israel; free 30; free 30; free 30; free 30; free 30; free 30
        16; IDN; -; Индонези; Indonesia; free 30; free 30; required; free 30; free 30; free 30
        17; ITA; -; Итали; Italy; free 90/180d; required; required; free 90/180d; required; required
        18; KAZ; -; Казахстан; Kazakhstan; free 90; free 90; free 90; free 90; free 90; free 90
        19; KHM; -; Камбож; Cambodia; free 30; free 30; required; free 30; free 30; required
        20; CAN; -; Канад; Canada; free 30; free 30; free 30; required; required; required
        21; CYP; -; Кипр; Cyprus; free 90; free 90; required; free 90; free 90; required
        22; KGZ; -; Киргиз; Kyrgyzstan; free 90; free 90; free 90; free 90; free 90; free 90
        23; COL; -; Колумб; Colombia; free 90; free 90; required; free 90; free 90; required
        24; CUB; -; Куба; Cuba; free 30; free 30; free 30; free 30; free 30; free 30
        25; KWT; -; Кувейт; Kuwait; free 90/6m; free 90/6m; required; free 90/6m; free 90/6m; required
        26; LAO; -; Лаос; Laos; free 30; free 30; free 30; free 30; free 30; free 30
        27; LVA; -; Латви; Latvia; free 90/180d; free 90/180d; required; free 90/180d; free 90/180d; required
        28; CHN; MAC; Макао; Macao SAR; none; none; free 90; free 90; free 90; free 90
        29; MYS; -; Малайз; Malaysia; free 30; free 30; free 30; free 30; free 30; free 30
        30; MLT; -; Мальта; Malta; free 30; free 30; notStated; free 30; free 30; notStated
        31; MEX; -; Мексик; Mexico; free 90; free 90; required; free 90; free 90; required
        32; MMR; -; Мьянмар; Myanmar; free 30; free 30; required; free 30; free 30; required
        33; RUS; -; ОХУ; Russian Federation; free 30 90/180d fromFirstEntry; free 30 90/180d fromFirstEntry; free 30 90/180d fromFirstEntry; free 30 90/180d fromFirstEntry; free 30 90/180d fromFirstEntry; free 30 90/180d fromFirstEntry
        34; PER; -; Перу; Peru; free 90/6m; free 90/6m; required; free 90/6m; free 90/6m; required
        35; POL; -; Польш; Poland; free 90/180d; free 90/180d; required; free 90/180d; free 90/180d; required
        36; ROU; -; Румын; Romania; free 30; free 30; required; free 30; free 30; required
        37; SRB; -; Серб; Serbia; free 90/6m; free 90/6m; free 90/6m; free 90/6m doubtful; free 90/6m doubtful; free 90/6m doubtful
        38; SGP; -; Сингапур; Singapore; free 30; free 30; free 30; free 30; free 30; free 30
        39; SVK; -; Словак; Slovakia; free 90; free 90; required; free 90; free 90; required
        40; THA; -; Тайланд; Thailand; free 30; free 30; free 30; free 30; free 30; free 30
        41; TUR; -; Турк; Turkiye; free 30/180d; free 30/180d; free 30/180d; free 30/180d; free 30/180d; free 30/180d
        42; TKM; -; Туркменстан; Turkmenistan; free 30; free 30; required; free 30; free 30; required
        43; UKR; -; Украйн; Ukraine; free 90 invitation; free 90 invitation; free 90 invitation; free 90 invitation; free 90 invitation; free 90 invitation
        44; HUN; -; Унгар; Hungary; free 90/180d fromFirstEntry; free 90/180d fromFirstEntry; required; free 90/180d fromFirstEntry; free 90/180d fromFirstEntry; required
        45; PHL; -; Филиппин; Philippines; free 21; free 21; free 21; free 21; free 21; free 21
        46; FRA; -; Франц; France; free 90/6m; required; required; free 90/6m; required; required
        47; D DEU; -; ХБНГУ; Germany; free 30 | free 90/6m biometric; free 30; free 30; free 90/6m biometric; required; required
        48; HRV; -; Хорват; Croatia; free 30; free 30; required; free 30; free 30; required
        49; CZE; -; Чех; Czech Republic; free 90; free 90; required; free 90; required; required
        50; CHL; -; Чили; Chile; free 90; free 90; required; free 90; free 90; required
        51; IND; -; Энэтхэг; India; free 90; free 90; required; free 90; free 90; required
        52; EST; -; Эстони; Estonia; free 90/180d fromEntry biometric; required; required; free 90/180d fromEntry biometric; required; required
        53; JPN; -; Япон; Japan; free 30; free 30; free 30; free 30; required; required
        54; UNO UNA; -; НҮБ-ийн Ласе Пассе; UN laissez-passer; free 30 duty; free 30 duty; none; none; none; none
        """
}

extension AgreementRow {
    /// Reads a line of the compiled table; nil when a part is missing or no term.
    fileprivate init?(line: Substring) {
        let parts = line.split(separator: ";").map { bareCode(String($0)) }
        guard parts.count == 11, let row = Int(parts[0]) else { return nil }
        let terms = parts[5...].map { part in
            part.split(separator: "|").compactMap { AgreementTerm(String($0)) }
        }
        guard terms.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(
            row: row, codes: parts[1].split(separator: " ").map(String.init),
            territory: ChineseTerritory(rawValue: parts[2]), name: LocalizedText(mn: parts[3], en: parts[4]),
            here: ClassTerms(diplomatic: terms[0], official: terms[1], ordinary: terms[2]),
            abroad: ClassTerms(diplomatic: terms[3], official: terms[4], ordinary: terms[5]))
    }
}
