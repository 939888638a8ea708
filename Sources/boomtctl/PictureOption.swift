internal import ArgumentParser
internal import ImageFiles
internal import TravelDocument

/// The option that shows the face of a chip.
struct PictureOption: ParsableArguments {
    @Option(help: "A PNG file for the face of DG2. It is decoded in a process of its own.")
    var picture: String?

    /// What the chip tells, with the face written where that was asked for. A face that cannot be decoded is told in the
    /// result and is no failure of the command.
    func details(_ files: ChipFiles) throws(CommandFailure) -> DocumentDetails {
        var details = DocumentDetails(files)
        guard let picture else { return details }
        // A face of another document must not stay there when this one has none.
        try OutputFile.remove(picture)
        guard let bytes = files[.dg2], let face = try? DG2(parsing: bytes).images.first else {
            details.picture = "missing"
            Output.note("no picture: DG2 has no face")
            return details
        }
        let png: [UInt8]
        do throws(PictureError) {
            png = try PictureDecoder().png(of: face)
        } catch {
            details.picture = error.code.rawValue
            Output.note("no picture: \(error)")
            return details
        }
        try OutputFile.write(png, to: picture)
        details.picture = "written"
        return details
    }
}
