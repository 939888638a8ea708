package import TravelDocument

/// The number by which a state knows the holder of a document.
package struct PersonNumber: DeskEntry {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Register number of a citizen (регистрийн дугаар), Cyrillic form.
        case registerNumber
        /// Civil registration number (иргэний бүртгэлийн дугаар), digits; how many is not published.
        case civilID
    }

    package var document: DocumentKey
    package var kind: Kind
    /// In its exact form.
    package var number: String

    package init(document: DocumentKey, kind: Kind, number: String) {
        self.document = document
        self.kind = kind
        self.number = number
    }

    package func check(on today: CivilDate) throws(EntryFault) {
        switch kind {
        case .registerNumber:
            guard (try? RegisterNumber(parsing: number)) != nil else { throw EntryFault("number", .malformed) }
        case .civilID:
            guard (6...20).contains(number.utf8.count), number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw EntryFault("number", .malformed)
            }
        }
    }
}

/// That two documents belong to one person, as an officer has found out (A/131 2.12): crossings and stays with one
/// count for the other.
package struct PersonLink: DeskEntry {
    /// What it was found out by.
    package enum Basis: String, Codable, Sendable, CaseIterable {
        /// Names, birth date, sex and nationality are the same.
        case sameData
        /// The same finger opens both.
        case finger
        /// The new passport names the old one, or a paper of the issuing state does.
        case paper
        /// Both passports lay before the officer.
        case bothShown
    }

    package var document: DocumentKey
    /// The other document of the same person.
    package var other: DocumentKey
    package var basis: Basis

    package init(document: DocumentKey, other: DocumentKey, basis: Basis) {
        self.document = document
        self.other = other
        self.basis = basis
    }

    package func check(on today: CivilDate) throws(EntryFault) {
        if document == other { throw EntryFault("other", .same) }
    }
}

/// The documents that are known to belong to one person.
package struct PersonDocuments: Codable, Sendable, Equatable {
    /// The one that was asked about comes first.
    package var documents: [DocumentKey]
    package var registerNumber: String?
    package var civilID: String?

    package init(documents: [DocumentKey], registerNumber: String? = nil, civilID: String? = nil) {
        self.documents = documents
        self.registerNumber = registerNumber
        self.civilID = civilID
    }
}

/// Whose a document is.
package protocol PersonStore: Sendable {
    /// The documents that register numbers, civil numbers and confirmed links tie to this one; it alone when none do.
    func documents(ofHolderOf document: DocumentKey) async throws(StoreError) -> PersonDocuments
}
