/// The cases of the walk through the law, on one day: 2026-03-10.
enum RulesWalkCases {
    static let all: [RulesWalk.Case] = [
        RulesWalk.Case(
            title: ("Эмээтэйгээ гарах хүүхэд", "a child leaves with a grandmother, birth certificate only"),
            facts: child(accepted: ""), verdict: "refer", rule: "CH-02", outcome: "refer"),
        RulesWalk.Case(
            title: ("Эмээтэйгээ гарах хүүхэд, ажилтан хүлээн зөвшөөрсөн", "the same child, accepted by the officer"),
            facts: child(accepted: #""relativeAccepted": true,"#), verdict: "allow", rule: "CH-02", outcome: "allow"),
        RulesWalk.Case(
            title: ("90 хоногийн 90 дэх өдөр гарах гадаадын иргэн", "a foreigner leaves on day 90 of 90"),
            facts: foreigner(entered: "2025-12-11"), verdict: "allow", rule: "VF-04", outcome: "allow"),
        RulesWalk.Case(
            title: ("90 хоногийн 91 дэх өдөр гарах гадаадын иргэн", "a foreigner leaves on day 91 of 90"),
            facts: foreigner(entered: "2025-12-10"), verdict: "refer", rule: "VF-04", outcome: "refer"),
        RulesWalk.Case(
            title: ("Сунгасан паспорт", "an extended passport"),
            facts: adult("exit", expiry: "2026-01-01", more: #", "verifiedExtension": "2028-01-01""#),
            verdict: "allow", rule: "PA-05", outcome: "allow"),
        RulesWalk.Case(
            title: ("Сунгаагүй, хугацаа дууссан паспорт", "the same passport without its extension"),
            facts: adult("exit", expiry: "2026-01-01"), verdict: "refer", rule: "PA-05", outcome: "refer"),
        RulesWalk.Case(
            title: ("Өөр паспортоор буцаж ирсэн иргэн", "a citizen returns on the wrong passport"),
            facts: adult("entry", left: "E7654321"), verdict: "refer", rule: "GE-04", outcome: "refer"),
        RulesWalk.Case(
            title: ("Гарсан паспортоороо буцаж ирсэн иргэн", "a citizen returns on the right passport"),
            facts: adult("entry", left: "E1234567"), verdict: "allow", rule: "GE-04", outcome: "allow"),
    ]

    private static func book(issued: String) -> String {
        """
        "book": {"issueDate": "\(issued)", "validPassports": ["E1234567"], "pagesLeft": true, "likeness": true,
                 "damaged": false, "altered": false, "personalDataChanged": false}
        """
    }

    private static let known = """
        "date": "2026-03-10", "unixTime": 1773115200, "station": "desk", "invalidation": null,
        "restrictions": {"found": [], "listAgeHours": 1}, "chip": {"state": "absent"}
        """

    private static func child(accepted: String) -> String {
        """
        {\(known), "direction": "exit", "lastCrossing": null, "lastCrossingWithOtherDocument": null,
         "document": {"classCode": "P", "issuer": "MNG", "nationality": "MNG", "number": "E1234567",
                      "expiryDate": "2026-12-31", "birthDateText": "150101", "birthDate": "2015-01-01", "sex": "F",
                      "mrzValid": true},
         "desk": {\(book(issued: "2021-12-31")), "childFollowUp": null,
                  "child": {"companion": {"kind": "relative", "documentNumber": "E7654321"}, "branch": "family",
                            "birthRecord": {"form": "original", "showsTie": true}, \(accepted)
                            "travelsToEvent": false, "reminderAcknowledged": true}}}
        """
    }

    private static func foreigner(entered: String) -> String {
        """
        {\(known), "direction": "exit", "lastCrossing": null, "lastCrossingWithOtherDocument": null,
         "document": {"classCode": "P", "issuer": "USA", "nationality": "USA", "number": "X1234567",
                      "expiryDate": "2030-01-01", "birthDateText": "850101", "birthDate": "1985-01-01", "sex": "M",
                      "mrzValid": true},
         "desk": {\(book(issued: "2021-01-01")), "childFollowUp": null,
                  "foreigner": {"purpose": "visit", "entered": "\(entered)", "earlierStays": null,
                                "registered": "2025-12-15"}}}
        """
    }

    private static func adult(
        _ direction: String, expiry: String = "2030-12-31", more: String = "", left: String? = nil
    ) -> String {
        let crossing = left.map { number in
            """
            {"direction": "exit", "unixTime": 1770000000, "documentNumber": "\(number)", "outcome": "passed"}
            """
        }
        let own = left == "E1234567" ? crossing ?? "null" : "null"
        let other = left == "E1234567" ? "null" : crossing ?? "null"
        return """
            {\(known), "direction": "\(direction)", "lastCrossing": \(own), "lastCrossingWithOtherDocument": \(other),
             "document": {"classCode": "P", "issuer": "MNG", "nationality": "MNG", "number": "E1234567",
                          "expiryDate": "\(expiry)", "birthDateText": "850101", "birthDate": "1985-01-01",
                          "sex": "F", "mrzValid": true\(more)},
             "desk": {\(book(issued: "2021-01-01")), "childFollowUp": null}}
            """
    }
}
