package import TravelDocument

/// That an entry of a list does not mean the holder of a document, as an officer has found out: it is not shown again
/// for that document, unless it is found by a number.
package struct FalseHit: DeskEntry {
    package var document: DocumentKey
    package var list: BorderList
    /// Names the entry on its list, as the finding tells it.
    package var entryKey: String

    package init(document: DocumentKey, list: BorderList, entryKey: String) {
        self.document = document
        self.list = list
        self.entryKey = entryKey
    }

    package func check(on today: CivilDate) throws(EntryFault) {
        try EntryCheck.text(entryKey, "entryKey", limit: Limits.entryTextBytes)
        // What is invalid is found by its number alone: nothing there can mean another document.
        if list == .invalidDocuments { throw EntryFault("list", .misplaced) }
    }
}
