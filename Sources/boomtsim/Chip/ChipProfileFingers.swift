internal import Cryptography
internal import Fingerprint
internal import Simulators
internal import TableFiles
internal import TravelDocument

/// The fingers of a profile: prints that nobody has, in DG3 behind terminal authentication.
struct ChipProfileFingers {
    /// How the images are kept.
    enum Form: String, CaseIterable {
        case raw, wsq, jpeg2000
    }

    /// One print, as `boomtsim print --seed --impression` grows it.
    struct Print {
        var finger: DG3.Finger
        var seed: UInt64
        var impression: UInt64
    }

    var form = Form.wsq
    /// In the order of DG3; none for a state that enrolled no finger.
    var prints: [Print] = []

    /// Reads the group `fingers`.
    init(_ reader: TableReader) {
        let names = Form.allCases.map(\.rawValue).joined(separator: ", ")
        if let form = reader.optional("form", { reader.value($0, "not one of \(names)") { Form(rawValue: $0) } }) {
            self.form = form
        }
        prints =
            reader.optional("prints") { key in
                reader.sections(key) { entry -> Print? in
                    let finger = entry.value("finger", "not a finger such as rightIndex") { name in
                        DG3.Finger.allCases.first { "\($0)" == name }
                    }
                    let seed = entry.optional("seed") { entry.integer($0, in: 0...1_000_000) }
                    let impression = entry.optional("impression") { entry.integer($0, in: 0...999) }
                    return finger.map {
                        Print(finger: $0, seed: UInt64(seed ?? 1), impression: UInt64(impression ?? 0))
                    }
                }
            } ?? []
        if prints.count > 10 { reader.refuse("prints", "are more than ten") }
    }

    /// DG3 with the prints.
    func dataGroup() throws -> [UInt8] {
        let templates = try prints.map { print in
            let image = try RidgeGrowth.master(seed: print.seed).impression(
                seed: print.seed &* 1000 &+ print.impression)
            return DG3.Template(finger: print.finger, record: try record(image, of: print.finger))
        }
        return DG3(templates: templates).encoded(filler: try SecureRandom.bytes(16))
    }

    /// A record of ISO/IEC 19794-4 in the form of the profile.
    private func record(_ image: FingerImage, of finger: DG3.Finger) throws -> [UInt8] {
        let data: [UInt8]
        let compression: FingerImageRecord.Compression
        switch form {
        case .raw: (data, compression) = (image.pixels, .none)
        case .wsq: (data, compression) = (WSQWriter(step: 8).encode(image), .wsq)
        case .jpeg2000:
            guard let bytes = JPEG2000Writer.encode(image, ratio: 10) else {
                throw IssueFault(description: "fingers: OpenJPEG does not compress")
            }
            (data, compression) = (bytes, .jpeg2000)
        }
        let view = FingerImageRecord.View(
            position: FingerTemplate.Position(rawValue: finger.rawValue) ?? .unknown, quality: 254,
            width: image.width, height: image.height, data: data)
        return FingerImageRecord(
            pixelsPerInch: image.pixelsPerInch, compression: compression, views: [view]
        ).iso19794_4Record()
    }
}

/// Who may read the fingers of an issued chip: an authority of the test state, a verifier and a terminal.
struct ChipProfileTerminal {
    /// What the chip trusts, and which day it believes it is.
    let access: PassportTerminalAccess
    /// Files for the folder of a terminal: certificates and private key.
    let files: [(name: String, bytes: [UInt8])]

    /// New keys and certificates.
    init() throws {
        let authority = try TestCVAuthority()
        let verifier = try authority.issue(.domesticVerifier)
        let terminal = try verifier.issue(.terminal)
        guard let day = TestCVAuthority.effectiveDate else { throw IssueFault(description: "fingers: no date") }
        access = PassportTerminalAccess(trustPoints: [authority.certificate], currentDate: day)
        files = [
            ("verifier.cvcert", verifier.certificate.encoded()), ("terminal.cvcert", terminal.certificate.encoded()),
            ("terminal.der", terminal.key.der),
        ]
    }
}
