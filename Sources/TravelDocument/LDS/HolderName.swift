/// A name as the optional data groups write it, in any script: parts stand between fillers.
package struct HolderName: Sendable, Hashable {
    /// The text as it stands on the chip.
    package let text: String

    /// Takes the text of a name.
    package init(_ text: String) { self.text = text }

    /// The primary identifier, parts separated by blanks; the whole name where nothing parts it.
    package var primary: String { halves.primary }
    /// The secondary identifier, parts separated by blanks; empty where there is none.
    package var secondary: String { halves.secondary }

    private var halves: (primary: String, secondary: String) {
        let characters = Array(text)
        let cut = characters.indices.dropLast().first { characters[$0] == "<" && characters[$0 + 1] == "<" }
        func joined(_ part: ArraySlice<Character>) -> String {
            DetailReading.parts(String(part)).joined(separator: " ")
        }
        guard let cut else { return (joined(characters[...]), "") }
        return (joined(characters[..<cut]), joined(characters[cut...]))
    }
}
