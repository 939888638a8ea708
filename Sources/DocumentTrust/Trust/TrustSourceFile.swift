import Cryptography
import TravelDocument

/// The file of one import in a trust directory: a heading of `name: value` lines, then the certificates and lists as
/// PEM blocks, so that one rename swaps a whole source and any tool can look into it.
///
/// The heading ends with SHA-256 over the bytes of all blocks: a file that lost a part is refused as a whole. That is no
/// protection against somebody who may write the directory; nothing in it could be.
struct TrustSourceFile: Sendable, Equatable {
    /// The heading. Its `certificates` and `revoked` follow from the blocks.
    var source: TrustSource
    /// The certificates in DER.
    var certificates: [[UInt8]]
    /// The revocation lists in DER.
    var lists: [[UInt8]]
    /// The defect lists as they were signed, in DER.
    var defectLists: [[UInt8]]

    /// The end of the names of such files.
    static let suffix = ".trust"
    private static let firstLine = "boomt trust source 1"
    private static let certificateLabel = "CERTIFICATE"
    private static let listLabel = "X509 CRL"
    private static let defectListLabel = "CMS"

    /// The name of the file in its directory.
    var name: String { source.id + Self.suffix }

    /// A file of these parts.
    init(source: TrustSource, certificates: [[UInt8]], lists: [[UInt8]] = [], defectLists: [[UInt8]] = []) {
        self.source = source
        self.certificates = certificates
        self.lists = lists
        self.defectLists = defectLists
    }

    /// Reads a file; throws `malformed` when the heading is none or does not fit the blocks.
    init(parsing text: [UInt8]) throws(CryptographyError) {
        let fault = CryptographyError(.malformed, "file of a trust source")
        let lines = text.split(separator: 0x0A, maxSplits: Limits.headingLines, omittingEmptySubsequences: false)
        guard lines.first?.elementsEqual(Self.firstLine.utf8) == true else { throw fault }
        var values: [String: String] = [:]
        for line in lines.dropFirst().prefix(while: { !$0.isEmpty }) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw fault }
            let name = String(decoding: line[..<colon], as: UTF8.self)
            values[name] = String(decoding: line[colon...].dropFirst(2), as: UTF8.self)
        }
        guard let id = values["id"], Self.isID(id), let kind = values["kind"].flatMap(TrustSource.Kind.init),
            let origin = values["origin"], let version = values["version"],
            let imported = values["imported"].flatMap({ Int64($0) }),
            let upkeep = values["upkeep"].flatMap(TrustSource.Upkeep.init),
            let refused = values["refused"].flatMap({ Int($0) })
        else { throw fault }
        source = TrustSource(
            id: id, kind: kind, origin: origin, version: version, date: values["date"].flatMap { Int64($0) },
            nextUpdate: values["nextUpdate"].flatMap { Int64($0) }, imported: imported, upkeep: upkeep,
            root: values["root"], refused: refused)
        certificates = []
        lists = []
        defectLists = []
        for block in try PEM.blocks(in: text) {
            switch block.label {
            case Self.certificateLabel: certificates.append(block.bytes)
            case Self.listLabel: lists.append(block.bytes)
            case Self.defectListLabel: defectLists.append(block.bytes)
            default: throw fault
            }
        }
        guard values["content"] == (try digest()) else {
            throw CryptographyError(.malformed, "trust source is damaged: its hash does not fit")
        }
    }

    /// The text of the file.
    func encoded() throws(CryptographyError) -> [UInt8] {
        var lines = [
            Self.firstLine, "id: \(source.id)", "kind: \(source.kind.rawValue)",
            "origin: \(source.origin.shown(atMost: Limits.accountText))",
            "version: \(source.version.shown(atMost: Limits.accountText))",
            "imported: \(source.imported)", "upkeep: \(source.upkeep.rawValue)", "refused: \(source.refused)",
        ]
        if let date = source.date { lines.append("date: \(date)") }
        if let nextUpdate = source.nextUpdate { lines.append("nextUpdate: \(nextUpdate)") }
        if let root = source.root { lines.append("root: \(root)") }
        lines.append("content: \(try digest())")
        var text = Array((lines.joined(separator: "\n") + "\n\n").utf8)
        for certificate in certificates { text += PEM.text(.init(label: Self.certificateLabel, bytes: certificate)) }
        for list in lists { text += PEM.text(.init(label: Self.listLabel, bytes: list)) }
        for list in defectLists { text += PEM.text(.init(label: Self.defectListLabel, bytes: list)) }
        guard text.count <= Limits.listFileBytes else { throw CryptographyError(.limitExceeded, "trust source") }
        return text
    }

    /// SHA-256 over all blocks, in lower-case hex.
    func digest() throws(CryptographyError) -> String {
        Hexadecimal.text(try HashAlgorithm.sha256.digest((certificates + lists + defectLists).flatMap { $0 }))
    }

    /// Whether a text may name a source, and with it a file.
    static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
