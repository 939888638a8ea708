/// DG11: additional details of the holder (ICAO 9303-10 §4.7.11). Every element is optional.
package struct DG11: Sendable, Equatable {
    /// Name in the script of the state.
    package var fullName: HolderName?
    /// Other names.
    package var otherNames: [HolderName] = []
    /// Personal number.
    package var personalNumber: String?
    /// Date of birth with its century.
    package var birthDate: WrittenDate?
    /// Place of birth, the parts from small to large.
    package var birthPlace: [String] = []
    /// Permanent address, its lines.
    package var address: [String] = []
    /// Telephone number.
    package var telephone: String?
    /// Profession.
    package var profession: String?
    /// Title.
    package var title: String?
    /// Personal summary.
    package var summary: String?
    /// Image of a proof of citizenship.
    package var citizenshipProof: FaceImage?
    /// Numbers of other valid travel documents.
    package var otherDocuments: [String] = []
    /// Custody information.
    package var custody: String?
    /// What breaks the standard, each once.
    package private(set) var defects: [LDSDefect] = []

    /// No details, for a chip of our own making.
    package init() {}

    /// Reads the file.
    ///
    /// - Throws: ``LDSError`` when the file is no list of elements under 6B; what an element holds never throws.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .dg11)
        let elements = try reading.children(try reading.root(bytes, tag: 0x6B))
        func element(_ tag: UInt32) -> TLV? { elements.first { $0.tag == tag } }
        var details = DetailReading()
        details.checkTagList(elements)
        fullName = details.name(element(0x5F0E))
        otherNames = details.group(0x5F0F, in: elements).compactMap { details.name($0) }
        personalNumber = details.text(element(0x5F10))
        birthDate = details.date(element(0x5F2B))
        birthPlace = details.parts(element(0x5F11))
        address = details.parts(element(0x5F42))
        telephone = details.text(element(0x5F12))
        profession = details.text(element(0x5F13))
        title = details.text(element(0x5F14))
        summary = details.text(element(0x5F15))
        citizenshipProof = details.image(element(0x5F16))
        otherDocuments = details.parts(element(0x5F17))
        custody = details.text(element(0x5F18))
        defects = details.defects
    }

    /// The file as bytes, with its tag list.
    package func encoded() -> [UInt8] {
        var writing = DetailWriting()
        writing.text(0x5F0E, fullName?.text)
        writing.group(0x5F0F, otherNames.map(\.text))
        writing.text(0x5F10, personalNumber)
        writing.text(0x5F2B, birthDate?.text)
        writing.parts(0x5F11, birthPlace)
        writing.parts(0x5F42, address)
        writing.text(0x5F12, telephone)
        writing.text(0x5F13, profession)
        writing.text(0x5F14, title)
        writing.text(0x5F15, summary)
        writing.bytes(0x5F16, citizenshipProof?.bytes)
        writing.parts(0x5F17, otherDocuments)
        writing.text(0x5F18, custody)
        return writing.file(tag: 0x6B)
    }
}
