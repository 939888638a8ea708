import Cryptography
import Simulators
import TravelDocument

/// Changes parts of encoded structures, and signs again what a signature covers.
enum Surgery {
    /// Paths into EF.SOD: each number is the place of a member in its structure.
    enum SecurityObject {
        static let signedData = [0, 1, 0]
        static let version = signedData + [0]
        static let digests = signedData + [1]
        static let contentType = signedData + [2, 0]
        static let certificate = signedData + [3, 0]
        static let signer = signedData + [4, 0]
        static let attributes = signer + [3]
        static let signature = signer + [5]
    }

    /// `bytes` with the element at `path` changed; an empty result takes it out.
    static func change(
        _ bytes: [UInt8], at path: [Int], _ body: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        guard let first = path.first else { return try body(bytes) }
        let whole = try TLV.parseOne(bytes)
        var parts = try whole.children().map { $0.encoded() }
        guard parts.indices.contains(first) else { throw TLVError(code: .truncated, offset: 0, message: "no member") }
        parts[first] = try change(parts[first], at: [Int](path.dropFirst()), body)
        return TLV.encode(tag: whole.tag, children: parts)
    }

    /// The element at `path`.
    static func element(_ bytes: [UInt8], at path: [Int]) throws -> TLV {
        try path.reduce(try TLV.parseOne(bytes)) { try $0.children()[$1] }
    }

    /// The length in the header of a file made longer or shorter, its bytes left alone.
    static func missay(_ bytes: [UInt8], by difference: Int) -> [UInt8] {
        var bytes = bytes
        let width = bytes[1] < 0x80 ? 0 : Int(bytes[1] & 0x7F)
        bytes[1 + width] = UInt8(truncatingIfNeeded: Int(bytes[1 + width]) + difference)
        return bytes
    }

    /// An OBJECT IDENTIFIER.
    static func identifier(_ dotted: String) -> [UInt8] {
        TLV.encode(tag: 0x06, value: DottedIdentifier.encode(dotted) ?? [])
    }

    /// A certificate whose signed part has been changed, signed anew.
    static func certify(
        _ certificate: [UInt8], by authority: TestAuthority, _ body: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        var parts = try TLV.parseOne(certificate).children().map { $0.encoded() }
        parts[0] = try body(parts[0])
        parts[2] = TLV.encode(tag: 0x03, value: [0] + (try authority.key.sign(parts[0], authority.algorithm)))
        return TLV.encode(tag: 0x30, children: parts)
    }

    /// EF.SOD with its signature made anew over the signed attributes as they are now.
    static func sign(_ file: [UInt8], by signer: TestDocumentSigner) throws -> [UInt8] {
        let attributes = try element(file, at: SecurityObject.attributes)
        let signature = try signer.key.sign(TLV.encode(tag: 0x31, value: attributes.value), signer.algorithm)
        return try change(file, at: SecurityObject.signature) { _ in TLV.encode(tag: 0x04, value: signature) }
    }
}
