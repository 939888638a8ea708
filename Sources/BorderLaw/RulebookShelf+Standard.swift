import TravelDocument

extension RulebookShelf {
    /// The compiled-in tables: the same as the files under `config/rulebook`.
    ///
    /// The notices without a date hold from the day of the table of agreements.
    package static let standard = RulebookShelf(
        sorted: zip(origins, contents(of: .standard)).map { origin, content in
            DatedTable(validFrom: CivilDate(origin.day) ?? .earliest, source: origin.source, content: content)
        })

    /// The tables of a rulebook, kind by kind.
    static func contents(of rulebook: Rulebook) -> [DatedTable.Content] {
        [
            .eGate(rulebook.version, rulebook.parameters), .desk(rulebook.desk), .stay(rulebook.foreigners.stay),
            .agreements(rulebook.foreigners.agreements), .passports(rulebook.foreigners.passports),
            .calendar(rulebook.foreigners.calendar), .carriers(.standard),
        ]
    }

    /// First day and source of each of them, in the same order.
    private static let origins = [
        (day: "2017-11-20", source: "ХХЕГ-ын даргын 2017-11-20 А/260"),
        (day: "2017-05-29", source: "А/49 2017-03-03; А/131 2017-05-29; ЗГ 126 2016-02-29; А/83 2017-04-07"),
        (day: "2018-02-19", source: "GB-3 (огноогүй мэдээлэл)"),
        (
            day: "2018-02-19",
            source: "хилийн 0218 дугаар ангийн мэдээлэл, долоо (2018-02-19 ба 2018-06-10-ны хооронд)"
        ),
        (day: "2018-02-19", source: "ICAO 9303-3, 9303-4 4.2.2; паспортын загварууд (баталгаажуулах шаардлагатай)"),
        (
            day: "2018-02-19",
            source: "Нийтээр тэмдэглэх баярын болон тэмдэглэлт өдрүүдийн тухай хууль, 4 дүгээр зүйл "
                + "(2022-06-28-ны өөрчлөлттэй)"
        ),
        (
            day: "2018-02-19",
            source: "IATA-ийн хоёр тэмдэгт код, ICAO Doc 8585-ын гурван үсэгт код; "
                + "Чингис хаан нисэх буудлын тээвэрлэгчид (баталгаажуулах)"
        ),
    ]
}
