internal import TravelDocument

/// DG11 for the inspection document; keys of what it does not say are left out.
struct PersonDetails: Encodable, Equatable {
    let fullName: String?
    let primaryIdentifier: String?
    let secondaryIdentifier: String?
    let otherNames: [String]
    let personalNumber: String?
    /// As a day; left out where a part is unknown.
    let birthDate: CivilDate?
    /// As it is written.
    let birthDateText: String?
    let birthPlace: [String]
    let address: [String]
    let telephone: String?
    let profession: String?
    let title: String?
    let summary: String?
    let otherDocuments: [String]
    let custody: String?
    /// What breaks the standard.
    let defects: [LDSDefect]

    /// The facts of a data group.
    init(_ group: DG11) {
        fullName = group.fullName?.text
        primaryIdentifier = group.fullName?.primary
        secondaryIdentifier = group.fullName?.secondary
        otherNames = group.otherNames.map(\.text)
        personalNumber = group.personalNumber
        birthDate = group.birthDate?.date
        birthDateText = group.birthDate?.text
        birthPlace = group.birthPlace
        address = group.address
        telephone = group.telephone
        profession = group.profession
        title = group.title
        summary = group.summary
        otherDocuments = group.otherDocuments
        custody = group.custody
        defects = group.defects
    }

    /// The lines for people.
    var text: String {
        var table = TextTable()
        func add(_ label: String, _ value: String?) {
            if let value, !value.isEmpty { table.add([label, value]) }
        }
        add("Овог нэр · Full name", fullName.map { _ in "\(primaryIdentifier ?? "") \(secondaryIdentifier ?? "")" })
        add("Бусад нэр · Other names", otherNames.joined(separator: ", "))
        add("Хувийн дугаар · Personal number", personalNumber)
        add("Төрсөн · Born", birthDate?.description ?? birthDateText)
        add("Төрсөн газар · Place of birth", birthPlace.joined(separator: ", "))
        add("Хаяг · Address", address.joined(separator: ", "))
        return table.text
    }
}

/// DG12 for the inspection document; keys of what it does not say are left out.
struct IssueDetails: Encodable, Equatable {
    let issuingAuthority: String?
    let issueDate: CivilDate?
    /// As it is written.
    let issueDateText: String?
    let otherPersons: [String]
    let endorsements: String?
    let taxRequirements: String?
    /// As it is written: YYYYMMDDhhmmss as a rule, in an unknown zone.
    let personalisedAt: String?
    let personalisationSystem: String?
    /// What breaks the standard.
    let defects: [LDSDefect]

    /// The facts of a data group.
    init(_ group: DG12) {
        issuingAuthority = group.issuingAuthority
        issueDate = group.issueDate?.date
        issueDateText = group.issueDate?.text
        otherPersons = group.otherPersons.map(\.text)
        endorsements = group.endorsements
        taxRequirements = group.taxRequirements
        personalisedAt = group.personalisedAt?.text
        personalisationSystem = group.personalisationSystem
        defects = group.defects
    }
}

/// A person of DG16 for the inspection document.
struct NotifiedPerson: Encodable, Equatable {
    let name: String?
    let telephone: String?
    let address: [String]
    /// When the details were recorded.
    let recorded: CivilDate?

    /// The facts of a person.
    init(_ person: DG16.Person) {
        name = person.name?.text
        telephone = person.telephone
        address = person.address
        recorded = person.recorded?.date
    }
}
