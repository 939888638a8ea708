internal import DocumentTrust
internal import FoundationEssentials
internal import TravelDocument

/// The files of one chip in a folder, under the names of `LDSFile.diskName`, with the evidence of their reading.
struct ChipFolder {
    private let path: String

    /// A folder by its path; nothing is looked at yet.
    init(_ path: String) {
        self.path = path
    }

    private static let evidenceName = "evidence.json"

    private func place(_ name: String) -> String { path + "/" + name }

    /// The chip files that are there.
    ///
    /// - Throws: `unusable` for a folder without any, or with one that is too large or no regular file.
    func files() throws(CommandFailure) -> ChipFiles {
        guard InputFile.isFolder(path) else { throw CommandFailure(.unusable, "\(path) is no folder") }
        var files = ChipFiles()
        for file in LDSFile.allCases {
            files[file] = try InputFile.readIfPresent(
                place(file.diskName), limit: TravelDocument.Limits.elementaryFileLength)
        }
        guard !files.files.isEmpty else {
            throw CommandFailure(
                .unusable, "\(path) holds no chip files",
                advice: "files are named \(LDSFile.com.diskName), \(LDSFile.sod.diskName), \(LDSFile.dg1.diskName) …")
        }
        return files
    }

    /// How the files were read, nil when nobody wrote it down. Nobody signs it: its access says so.
    func evidence() throws(CommandFailure) -> ReadingEvidence? {
        let name = place(Self.evidenceName)
        guard let bytes = try InputFile.readIfPresent(name, limit: Limits.evidenceBytes) else { return nil }
        do {
            var evidence = try JSONDecoder().decode(ReadingEvidence.self, from: Data(bytes))
            evidence.access.toldByFile = true
            return evidence
        } catch {
            throw CommandFailure(.unusable, "\(name) is not the evidence of a reading")
        }
    }

    /// Makes the folder, so that a full disk or a wrong name shows before the chip is read.
    func prepare() throws(CommandFailure) {
        try OutputFile.makeFolder(path)
    }

    /// Writes a reading in place of an earlier one: files of that one which this one does not have are removed, so
    /// that two chips never mix.
    func write(_ files: ChipFiles, _ evidence: ReadingEvidence) throws(CommandFailure) {
        // Evidence goes first and comes last: a folder with it is a whole reading.
        try OutputFile.remove(place(Self.evidenceName))
        for file in LDSFile.allCases {
            if let bytes = files[file] {
                try OutputFile.write(bytes, to: place(file.diskName))
            } else {
                try OutputFile.remove(place(file.diskName))
            }
        }
        try OutputFile.write(try Output.bytes(evidence, indented: true), to: place(Self.evidenceName))
    }
}
