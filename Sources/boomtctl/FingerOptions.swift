internal import ArgumentParser
internal import ChipReading
internal import DocumentTrust
internal import Fingerprint
internal import ImageFiles
internal import TravelDocument

/// The options about the fingers of a chip.
struct FingerOptions: ParsableArguments {
    @Option(help: "A folder for the fingers of DG3 as PNG files; those of an earlier document in it are removed.")
    var fingerPictures: String?

    @Option(help: "A finger, image or template, to compare with those of DG3; exit code 1 when none is the same.")
    var match: String?

    /// Reads the finger of `--match` and makes the folder, before anything is read from a chip.
    func place() throws(CommandFailure) -> Place {
        var place = Place()
        if let match {
            place.probe = PreparedTemplate(try FingerInput(path: match, dpi: Resolution.usual).template(path: match))
        }
        if let fingerPictures {
            try OutputFile.makeFolder(fingerPictures)
            place.folder = FingerPictures(path: fingerPictures)
            // Fingers of another document must not stay there when this one has none.
            try place.folder?.clear()
        }
        return place
    }

    /// Where the pictures go, and what is compared with them.
    struct Place {
        var folder: FingerPictures?
        var probe: PreparedTemplate?

        /// Takes the fingers out of DG3 if it is the one that was signed, writes and compares them as asked for. A
        /// finger that cannot be decoded is told in its row and is no failure of the command.
        ///
        /// - Parameter fault: why the chip did not give DG3, if it was at fault.
        func findings(
            _ files: ChipFiles, _ report: InspectionReport, fault: ChipReadingError? = nil
        ) throws(CommandFailure) -> FingerFindings {
            let matches = probe.map { _ in false }
            guard let bytes = files[.dg3] else {
                if folder != nil || probe != nil { Output.note("no fingers: DG3 was not read") }
                let row = fault.map { FingerFacts(unreadable: $0.code.rawValue) }
                return FingerFindings(rows: row.map { [$0] }, matches: matches)
            }
            let isSigned = DataGroupSeal(of: .dg3, in: files) == .intact
            // A signature alone proves nothing: anybody can make a signer. A known state has to stand behind it.
            let doubt = [CheckID.sodSignature, .signerCertificate, .trustStatus].first {
                report[$0]?.result != .successful
            }
            let chip =
                isSigned && doubt == nil
                ? ChipFingers(dg3: bytes)
                : ChipFingers(
                    refusing: ChipFingerError(.notGenuine, isSigned ? doubt?.rawValue ?? "" : "hash of DG3"))
            var findings = FingerFindings(rows: [], defects: chip.defects, matches: matches)
            for (index, finger) in chip.fingers.enumerated() {
                var row = FingerFacts(finger)
                if case .success(let image) = finger.image {
                    row.picture = try folder?.write(image, number: index + 1, finger.position)
                    try judge(image, &row)
                }
                if row.comparison?.match == true { findings.matches = true }
                findings.rows?.append(row)
            }
            return findings
        }

        private func judge(_ image: FingerImage, _ row: inout FingerFacts) throws(CommandFailure) {
            let extraction: FingerExtraction
            do throws(FingerprintError) {
                extraction = try FingerExtractor().extract(image)
            } catch {
                row.reason = "\(error)"
                return
            }
            row.found = FingerFacts.Found(
                quality: extraction.quality, minutiae: extraction.template.minutiae.count, usable: extraction.isUsable)
            guard let probe else { return }
            let score = FingerMatcher().score(probe, PreparedTemplate(extraction.template)).value
            row.comparison = FingerFacts.Comparison(score: score, match: score >= FingerMatcher.defaultThreshold)
        }
    }
}

/// What was found in DG3.
struct FingerFindings: Equatable {
    /// A row for each image; nil where DG3 was not read.
    var rows: [FingerFacts]?
    /// What DG3 breaks without losing an image.
    var defects: [LDSDefect] = []
    /// Whether the finger of `--match` is one of the chip's; nil when nobody asked.
    var matches: Bool?

    /// The fingers for people; nil where DG3 was not read.
    var text: String? {
        guard let rows else { return nil }
        guard !rows.isEmpty else { return "DG3: хурууны хээ байхгүй · the state has enrolled no finger" }
        var table = TextTable(["ХУРУУ · FINGER", "ЗУРАГ · IMAGE", ""])
        for row in rows { table.add(row.cells) }
        let odd = defects.isEmpty ? "" : "\nDG3: \(defects.map(\.rawValue).joined(separator: ", "))"
        return table.text + odd
    }
}

/// A folder with the finger images of one document.
struct FingerPictures {
    let path: String

    /// Writes an image and gives the name of its file, for example `finger-1-rightIndex.png`.
    func write(
        _ image: FingerImage, number: Int, _ position: FingerTemplate.Position
    ) throws(CommandFailure) -> String {
        let name = Self.name(number, position)
        let file: [UInt8]
        do throws(ImageFileError) {
            file = try image.pngFile()
        } catch {
            throw CommandFailure(.unusable, "\(name) cannot be made: \(error)")
        }
        try OutputFile.write(file, to: path + "/" + name)
        return name
    }

    /// Removes every file that such a document may have left.
    func clear() throws(CommandFailure) {
        for number in 1...Limits.fingerPictures {
            for position in FingerTemplate.Position.allCases {
                try OutputFile.remove(path + "/" + Self.name(number, position))
            }
        }
    }

    private static func name(_ number: Int, _ position: FingerTemplate.Position) -> String {
        "finger-\(number)-\(position).png"
    }
}
