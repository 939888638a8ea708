/// What parsers of chip files share: TLV faults become faults of a file.
struct LDSReading {
    /// The file being read.
    let file: LDSFile

    /// The single outermost element of the file, which must have the file's tag.
    func root(_ bytes: [UInt8], tag: UInt32) throws(LDSError) -> TLV {
        guard bytes.count <= Limits.elementaryFileLength else {
            throw LDSError(
                code: .overLimit, file: file, offset: 0,
                message: "\(bytes.count) bytes, at most \(Limits.elementaryFileLength)")
        }
        let root = try tlv { () throws(TLVError) in try TLV.parseOne(bytes) }
        guard root.tag == tag else {
            throw LDSError(code: .wrongTag, file: file, offset: 0, message: "tag \(hex(root.tag)), not \(hex(tag))")
        }
        return root
    }

    /// The elements inside an element.
    func children(_ element: TLV) throws(LDSError) -> [TLV] {
        try tlv { () throws(TLVError) in try element.children() }
    }

    /// The first of some elements with the tag.
    func required(_ tag: UInt32, in elements: [TLV], of parent: TLV) throws(LDSError) -> TLV {
        guard let element = elements.first(where: { $0.tag == tag }) else {
            throw LDSError(
                code: .missingElement, file: file, offset: parent.offset,
                message: "no element \(hex(tag)) in \(hex(parent.tag))")
        }
        return element
    }

    /// A fault of the content of an element.
    func invalid(_ element: TLV, _ message: String) -> LDSError {
        LDSError(code: .invalidContent, file: file, offset: element.offset, message: message)
    }

    /// Printable ASCII content, or nil.
    func ascii(_ element: TLV) -> String? {
        guard element.content.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        return String(decoding: element.content, as: UTF8.self)
    }

    private func tlv<Value>(_ body: () throws(TLVError) -> Value) throws(LDSError) -> Value {
        do {
            return try body()
        } catch {
            throw LDSError(error, in: file)
        }
    }

    private func hex(_ tag: UInt32) -> String {
        String(tag, radix: 16, uppercase: true)
    }
}
