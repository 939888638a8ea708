internal import DocumentTrust
internal import TravelDocument

/// The inspection document: what was found in a chip or in its files, with the figures of the reading if there was one.
struct InspectionDocument: Encodable {
    /// The table of checks and their sum.
    let report: InspectionReport
    /// What the reading took; nil for files on disk.
    let figures: ReadingFigures?
    /// Why the reading broke off, nil when it did not.
    let fault: ChipFault?
    /// What DG3 holds.
    let fingers: FingerFindings
    /// What became of sealed evidence; nil where there was none.
    let evidence: EvidenceFacts?
    /// What the optional data groups and images tell; nil where no chip was read.
    let details: DocumentDetails?

    /// A document of a report.
    init(
        _ report: InspectionReport, figures: ReadingFigures? = nil, fault: ChipFault? = nil,
        fingers: FingerFindings = FingerFindings(), evidence: EvidenceFacts? = nil, details: DocumentDetails? = nil
    ) {
        self.report = report
        self.figures = figures
        self.fault = fault
        self.fingers = fingers
        self.evidence = evidence
        self.details = details
    }

    private enum CodingKeys: String, CodingKey {
        case mrz, access, checks, overall, signer, quirks, timing, apdus, bytes, bytesExchanged, fault, fingers,
            fingerDefects, evidence, details
    }

    /// Encodes the keys of the contract; zone, access and signer are null where there are none.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(report.mrz.map(MRZDocument.zone), forKey: .mrz)
        try container.encode(report.access, forKey: .access)
        try container.encode(report.checks, forKey: .checks)
        try container.encode(report.overall, forKey: .overall)
        try container.encode(report.signer, forKey: .signer)
        try container.encodeIfPresent(report.quirks, forKey: .quirks)
        try container.encodeIfPresent(fault, forKey: .fault)
        try container.encodeIfPresent(fingers.rows, forKey: .fingers)
        if !fingers.defects.isEmpty { try container.encode(fingers.defects, forKey: .fingerDefects) }
        try container.encodeIfPresent(evidence, forKey: .evidence)
        try container.encodeIfPresent(details, forKey: .details)
        guard let figures else { return }
        try container.encode(figures.timing, forKey: .timing)
        try container.encode(figures.apdus, forKey: .apdus)
        try container.encode(figures.bytes, forKey: .bytes)
        try container.encode(figures.bytesExchanged, forKey: .bytesExchanged)
    }

    /// Writes the document and ends the command with 1 unless everything is good, with 3 when a device went away.
    func deliver(_ options: OutputOptions) throws {
        if options.json { try Output.document(self) } else { Output.text(text) }
        // Evidence is judged without any device: that one went away then is no reason to try again now.
        if let fault, evidence == nil { throw fault.status.exit }
        guard report.overall == .successful, evidence?.stands != false, fingers.matches != false else {
            throw ExitStatus.negative.exit
        }
    }

    /// The quirks that held for this document, for people; nil without any.
    private var appliedQuirks: String? {
        let all = (report.access?.quirks?.applied ?? []) + (report.quirks?.applied ?? [])
        guard !all.isEmpty else { return nil }
        let version = report.quirks?.version ?? report.access?.quirks?.version ?? ""
        return "Онцлог · Quirks: \(all.joined(separator: ", ")) (\(version))"
    }

    /// The document for people.
    var text: String {
        var parts: [String] = []
        if let zone = report.mrz { parts.append(MRZDocument.zone(zone).text) }
        if let person = details?.person?.text, !person.isEmpty { parts.append(person) }
        var table = TextTable()
        for check in report.checks {
            table.add([check.result.mark, check.id.rawValue, "\(check.text.mn) · \(check.text.en)"])
        }
        parts.append(table.text)
        if let text = fingers.text { parts.append(text) }
        if let signer = report.signer { parts.append("Гарын үсэг зурагч · Signer: \(signer.subject)") }
        if let fault { parts.append("\(fault.text.mn) · \(fault.text.en) (\(fault.code))") }
        if let figures {
            let whole = figures.timing.values.reduce(0, +)
            parts.append("\(figures.apdus) APDU, \(figures.bytes) bytes, \(Int(whole.rounded())) ms")
        }
        if let applied = appliedQuirks { parts.append(applied) }
        if let evidence { parts.append(evidence.text) }
        parts.append("Дүн · Overall: \(report.overall.words)")
        return parts.joined(separator: "\n\n")
    }
}

extension CheckResult {
    /// One letter for the margin of a table.
    fileprivate var mark: String {
        switch self {
        case .successful: "+"
        case .failed: "X"
        case .undetermined: "?"
        case .notSupported: "-"
        case .aborted: "!"
        }
    }

    /// The result for an officer.
    var words: String {
        switch self {
        case .successful: "амжилттай · successful"
        case .failed: "амжилтгүй · failed"
        case .undetermined: "тодорхойгүй · undetermined"
        case .notSupported: "шалгаагүй · not supported"
        case .aborted: "тасарсан · aborted"
        }
    }
}
