internal import DocumentTrust
internal import Support
internal import TravelDocument

/// What sealed evidence says of the files beside it: how they came off the chip, what was found, and by which
/// authorities.
struct EvidenceStatement: Codable {
    /// How the files were read: protocol, challenges and answers, printed zone, reader, times; nil for files from
    /// elsewhere.
    var reading: ReadingEvidence?
    /// The printed zone that the chip was compared with; empty without one.
    var printedZone: [String]
    /// The moment for which it was judged.
    var judgedFor: UnixTime
    /// When the evidence was made.
    var sealedAt: UnixTime
    /// What was found then.
    var report: InspectionReport
    /// The authorities and lists that it was judged by.
    var trust: TrustExcerpt
    /// The knowledge of quirks that it was judged by; nil in evidence of before.
    var quirks: ChipQuirks?
    /// Version of the program that judged.
    var software: String

    /// The statement of an inspection just made.
    init(
        _ report: InspectionReport, reading: ReadingEvidence?, printed zone: MachineReadableZone?, files: ChipFiles,
        trust: TrustStore, at moment: InspectionMoment, quirks: ChipQuirks
    ) {
        self.reading = reading
        printedZone = zone?.lines ?? []
        judgedFor = UnixTime(seconds: moment.unixSeconds)
        sealedAt = UnixTime.now()
        self.report = report
        self.trust = trust.excerpt(for: files)
        self.quirks = quirks
        software = Boomtctl.version
    }
}

/// What became of sealed evidence: the key `evidence` of the inspection document.
struct EvidenceFacts: Codable, Equatable {
    /// `valid signerUnknown wrong unsupported`.
    var signature: String
    /// The public key that the file names, in hex.
    var signer: String
    /// Chip files that are not as they were signed.
    var changed: [String]
    /// When it was sealed; null when the statement cannot be believed or read.
    var sealedAt: UnixTime?
    /// What it said then; null as above.
    var overall: CheckResult?
    /// Whether it comes out the same now, with the same authorities for the same moment; null when something else was
    /// asked for.
    var sameResult: Bool?
    /// Checks that come out differently.
    var differences: [String]

    /// The facts of a verification.
    init(_ verification: EvidenceVerification) {
        signature = verification.signature.rawValue
        signer = verification.signer
        changed = verification.changed
        differences = []
    }

    /// Whether the evidence stands: signed by somebody named, unchanged, and judged the same.
    var stands: Bool {
        signature == EvidenceVerification.Signature.valid.rawValue && changed.isEmpty && sameResult != false
    }

    /// The facts for people, a line each.
    var text: String {
        var lines: [String] = []
        switch EvidenceVerification.Signature(rawValue: signature) {
        case .valid: lines.append("Нотлох баримтын гарын үсэг зөв · The evidence is signed by \(signer)")
        case .signerUnknown:
            lines.append(
                "Гарын үсэг зурагч тодорхойгүй · Nobody named the signer \(signer): only the files were judged")
        case .wrong: lines.append("ГАРЫН ҮСЭГ ТААРАХГҮЙ · THE SIGNATURE DOES NOT FIT: only the files were judged")
        case .unsupported, nil:
            lines.append("Үл мэдэгдэх хэлбэр · Another form of evidence: only the files were judged")
        }
        if !changed.isEmpty { lines.append("ӨӨРЧЛӨГДСӨН · CHANGED: \(changed.joined(separator: ", "))") }
        if sameResult == true { lines.append("Дүн хэвээр · Judged again with the same result") }
        if !differences.isEmpty {
            lines.append("ДҮН ӨӨР · JUDGED DIFFERENTLY: \(differences.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n")
    }
}
