/// DG12: additional details of the document (ICAO 9303-10 §4.7.12). Every element is optional.
package struct DG12: Sendable, Equatable {
    /// Issuing authority.
    package var issuingAuthority: String?
    /// Date of issue.
    package var issueDate: WrittenDate?
    /// Other persons in the document.
    package var otherPersons: [HolderName] = []
    /// Endorsements and observations.
    package var endorsements: String?
    /// Tax and exit requirements.
    package var taxRequirements: String?
    /// Image of the front of the document.
    package var frontImage: FaceImage?
    /// Image of the rear of the document.
    package var rearImage: FaceImage?
    /// When the document was personalised.
    package var personalisedAt: WrittenMoment?
    /// Serial number of the system that did so.
    package var personalisationSystem: String?
    /// What breaks the standard, each once.
    package private(set) var defects: [LDSDefect] = []

    /// No details, for a chip of our own making.
    package init() {}

    /// Reads the file.
    ///
    /// - Throws: ``LDSError`` when the file is no list of elements under 6C; what an element holds never throws.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .dg12)
        let elements = try reading.children(try reading.root(bytes, tag: 0x6C))
        func element(_ tag: UInt32) -> TLV? { elements.first { $0.tag == tag } }
        var details = DetailReading()
        details.checkTagList(elements)
        issuingAuthority = details.text(element(0x5F19))
        issueDate = details.date(element(0x5F26))
        otherPersons = details.group(0x5F1A, in: elements).compactMap { details.name($0) }
        endorsements = details.text(element(0x5F1B))
        taxRequirements = details.text(element(0x5F1C))
        frontImage = details.image(element(0x5F1D))
        rearImage = details.image(element(0x5F1E))
        personalisedAt = details.moment(element(0x5F55))
        personalisationSystem = details.text(element(0x5F56))
        defects = details.defects
    }

    /// The file as bytes, with its tag list.
    package func encoded() -> [UInt8] {
        var writing = DetailWriting()
        writing.text(0x5F19, issuingAuthority)
        writing.text(0x5F26, issueDate?.text)
        writing.group(0x5F1A, otherPersons.map(\.text))
        writing.text(0x5F1B, endorsements)
        writing.text(0x5F1C, taxRequirements)
        writing.bytes(0x5F1D, frontImage?.bytes)
        writing.bytes(0x5F1E, rearImage?.bytes)
        writing.text(0x5F55, personalisedAt?.text)
        writing.text(0x5F56, personalisationSystem)
        return writing.file(tag: 0x6C)
    }
}
