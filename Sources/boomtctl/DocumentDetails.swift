internal import TravelDocument

/// What the optional data groups and the images of a chip tell, for the inspection document. Keys of what the chip does
/// not have are left out.
struct DocumentDetails: Encodable, Equatable {
    /// DG11.
    var person: PersonDetails?
    /// DG12.
    var document: IssueDetails?
    /// DG16.
    var personsToNotify: [NotifiedPerson]?
    /// The images of DG2, DG5, DG7, DG11 and DG12, without their pixels.
    var images: [ImageFacts] = []
    /// EF.DIR.
    var applications: [ApplicationFacts]?
    /// Bytes of DG13, which only its state can read.
    var optionalBytes: Int?
    /// What became of `--picture`: `written`, or why not.
    var picture: String?
    /// Files that could not be read as what they are, with the reason.
    var faults: [String: String] = [:]

    /// One image.
    struct ImageFacts: Encodable, Equatable {
        /// The data group.
        let file: String
        /// `jpeg`, `jpeg2000` or `unknown`, by the first bytes.
        let format: FaceImage.Format
        /// Size of the compressed image.
        let bytes: Int
    }

    /// One application.
    struct ApplicationFacts: Encodable, Equatable {
        /// Identifier (AID) in lower-case hex.
        let identifier: String
        /// The standard's name, `eMRTD` for one.
        let name: String?
        /// The chip's own label.
        let label: String?

        /// The facts of an application.
        init(_ application: ApplicationDirectory.Application) {
            identifier = application.identifier.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            (name, label) = (application.name, application.label)
        }
    }

    /// Reads what is there of `files`; nothing that stands in a file is fatal.
    init(_ files: ChipFiles) {
        for file in files.files.keys.sorted() {
            guard let bytes = files[file] else { continue }
            do throws(LDSError) { try take(file, bytes) } catch { faults[file.name] = error.code.rawValue }
        }
    }

    private mutating func take(_ file: LDSFile, _ bytes: [UInt8]) throws(LDSError) {
        switch file {
        case .dg2: addImages(file, try DG2(parsing: bytes).images)
        case .dg5: addImages(file, try DisplayedImages(.portrait, parsing: bytes).images)
        case .dg7: addImages(file, try DisplayedImages(.signature, parsing: bytes).images)
        case .dg11:
            let group = try DG11(parsing: bytes)
            person = PersonDetails(group)
            addImages(file, [group.citizenshipProof].compactMap { $0 })
        case .dg12:
            let group = try DG12(parsing: bytes)
            document = IssueDetails(group)
            addImages(file, [group.frontImage, group.rearImage].compactMap { $0 })
        case .dg13: optionalBytes = try DG13(parsing: bytes).content.count
        case .dg16: personsToNotify = try DG16(parsing: bytes).persons.map(NotifiedPerson.init)
        case .dir: applications = try ApplicationDirectory(parsing: bytes).applications.map(ApplicationFacts.init)
        default: break
        }
    }

    private mutating func addImages(_ file: LDSFile, _ found: [FaceImage]) {
        images += found.map { ImageFacts(file: file.name, format: $0.format, bytes: $0.bytes.count) }
    }

    private enum CodingKeys: String, CodingKey {
        case person, document, personsToNotify, images, applications, optionalBytes, picture, faults
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(person, forKey: .person)
        try container.encodeIfPresent(document, forKey: .document)
        try container.encodeIfPresent(personsToNotify, forKey: .personsToNotify)
        try container.encode(images, forKey: .images)
        try container.encodeIfPresent(applications, forKey: .applications)
        try container.encodeIfPresent(optionalBytes, forKey: .optionalBytes)
        try container.encodeIfPresent(picture, forKey: .picture)
        try container.encode(faults, forKey: .faults)
    }
}
