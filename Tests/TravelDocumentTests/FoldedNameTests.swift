import Testing

@testable import TravelDocument

@Suite("Names folded for a search")
struct FoldedNameTests {
    @Test(
        arguments: [
            ("Мөнх-Эрдэнэ", "MUNKH-ERDENE"), ("Мөнх-Эрдэнэ", "MONKH ERDENE"), ("МӨНХ-ЭРДЭНЭ", "MUNH<ERDENE"),
            ("Батөлзий", "BATULZII"), ("Батөлзий", "BATOLZI"), ("Өндрал", "UNDRAL"), ("Өндрал", "Öndral"),
            ("Түмэнжаргал", "TUMENJARGAL"), ("Түмэнжаргал", "TUEMENZHARGAL"), ("Түмэнжаргал", "Tümenjargal"),
            ("Цэцэгмаа", "TSETSEGMAA"), ("Цэцэгмаа", "CECEGMAA"), ("Ерөөлт", "YEROOLT"), ("Ерөөлт", "ERUULT"),
            ("Юмжав", "YUMJAV"), ("Юмжав", "IUMZHAV"), ("Яринпил", "YARINPIL"), ("Яринпил", "IARINPIL"),
            ("Хишигбаяр", "KHISHIGBAYAR"), ("Хишигбаяр", "HISHIGBAIAR"), ("Шагдарсүрэн", "SHAGDARSUREN"),
            ("Чулуун", "CHULUUN"), ("Очирбат", "OCHIRBAT"), ("Щербаков", "SHCHERBAKOV"), ("Әбілқайыр", "ABILKAIYR"),
            ("BATBAYAR SARANGEREL", "Sarangerel Batbayar"), ("MÜLLER", "MUELLER"), ("GÖTZ", "GOETZ"),
            ("O'NEILL", "ONEILL"), ("Alexander", "ALEKSANDER"), ("Wolfgang", "VOLFGANG"),
            // Latin letters typed among Cyrillic ones.
            ("Бaтсүх", "BATSUKH"), ("Энхтаивaн", "ENKHTAIVAN"), ("Сaрaнтуяа", "SARANTUYA"),
        ])
    func `spellings of one name fold alike`(_ one: String, _ other: String) throws {
        #expect(try #require(FoldedName(one)).key == #require(FoldedName(other)).key)
    }

    @Test(
        arguments: [
            ("Бат", "Болд"), ("Батбаяр", "Батболд"), ("Шинэ", "Синэ"), ("Чулуун", "Цулуун"), ("Ганбат", "Ганбаатарын"),
            ("SARANGEREL", "SARAN"), ("BATBAYAR SARANGEREL", "BATBAYAR"),
        ])
    func `other names stay other names`(_ one: String, _ other: String) throws {
        #expect(try #require(FoldedName(one)) != #require(FoldedName(other)))
    }

    @Test(
        arguments: [
            ("Мөнх-Эрдэнэ", "MONKHERDENE"), ("SARANGEREL BATBAYAR", "BAATBAYAR SARANGARAL"),
            ("Наранбаатар", "NARAN BATAR"),
        ])
    func `the outline forgives vowels and word ends`(_ one: String, _ other: String) throws {
        let outline = try #require(FoldedName(one)?.outline)
        #expect(outline == FoldedName(other)?.outline)
    }

    @Test func `short names have no outline`() {
        #expect(FoldedName("Бат")?.outline == nil)
        #expect(FoldedName("AI", "OYU")?.outline == nil)
        #expect(FoldedName("Батболд")?.outline == "BBDLT")
    }

    @Test(arguments: ["", "<<<", "12345", " - ", "\u{0}", "\u{0301}"])
    func `no letter is no name`(_ text: String) {
        #expect(FoldedName(text) == nil)
    }

    @Test func `another script meets itself`() {
        #expect(FoldedName("王小明")?.key == FoldedName("王小明")?.key)
        #expect(FoldedName("王小明") != FoldedName("王大明"))
    }

    @Test func `an endless name ends`() {
        let endless = String(repeating: "БАТ ", count: 100_000)
        #expect((FoldedName(endless)?.words.count ?? 0) <= 512)
        #expect(FoldedName(String(repeating: "YE", count: 100_000)) != nil)
    }

    @Test func `the national standard writes every letter`() {
        #expect(CyrillicTransliteration.latin("Өвөрхангай, Хөвсгөл") == "OVORKHANGAI, KHOVSGOL")
        #expect(CyrillicTransliteration.latin("ЁЖ Щ Ю Я Ы Ъ") == "YOJ SH YU YA Y I")
        #expect(RegisterNumberAlphabet.letters.allSatisfy { !CyrillicTransliteration.latin(String($0)).isEmpty })
    }
}
