import TravelDocument

/// From when the sources of the rules hold.
enum RuleValidity {
    /// The beginning of each source, by the words with which its citations begin.
    private static let sources: [(prefix: String, from: String)] = [
        ("A/49 ", "2017-03-03"), ("A/131 ", "2017-05-29"), ("A/260 ", "2017-11-20"), ("A/83 ", "2017-04-07"),
        ("126 ", "2016-02-29"), ("border law ", "2017-02-01"), ("agreements ", "2018-02-19"),
        ("immigration notice ", "2023-10-30"),
    ]

    /// The first day of the source of a citation; nil for house rules and notices without a date.
    static func start(_ citation: String) -> CivilDate? {
        sources.first { citation.hasPrefix($0.prefix) }.flatMap { CivilDate($0.from) }
    }
}
