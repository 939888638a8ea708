/// One message in the two languages that officers and travellers read.
package struct LocalizedText: Sendable, Hashable, Codable {
    /// Mongolian, in Cyrillic script.
    package let mn: String
    /// English.
    package let en: String

    /// Joins the two wordings of the same message.
    package init(mn: String, en: String) {
        self.mn = mn
        self.en = en
    }
}
