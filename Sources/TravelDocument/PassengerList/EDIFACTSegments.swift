/// One segment: a tag and its data elements, each of components; what is missing is empty.
struct EDIFACTSegment: Sendable, Equatable {
    /// Counted from 1, UNA included.
    let number: Int
    /// Three capitals.
    let tag: String
    let elements: [[String]]

    /// A component of a data element, both counted from 0; empty when it is not there.
    subscript(element: Int, component: Int = 0) -> String {
        guard elements.indices.contains(element), elements[element].indices.contains(component) else { return "" }
        return elements[element][component]
    }
}

/// Takes an interchange apart, segment by segment (ISO 9735-1 §§5-9). Line ends and blanks between segments are
/// passed over, since gateways put them there.
struct EDIFACTSegments {
    private let bytes: [UInt8]
    private var position = 0
    private var number = 0
    private(set) var separators = EDIFACTSeparators.usual
    /// Set by UNB, which itself is always of level A.
    var characters = EDIFACTCharacters.ascii(capitalsOnly: true)
    /// Numbers of segments with letters that the character set does not have.
    private(set) var odd: [Int] = []

    /// Reads UNA, if there is one.
    init(_ bytes: [UInt8]) throws(PassengerListError) {
        guard bytes.count <= Limits.interchangeBytes else {
            throw PassengerListError(.tooLarge, nil, "more than \(Limits.interchangeBytes) bytes")
        }
        self.bytes = bytes
        skipBlanks()
        let rest = bytes[position...]
        if rest.starts(with: Array("UNA".utf8)) {
            number = 1
            separators = try EDIFACTSeparators(
                advice: rest.dropFirst(3).prefix(EDIFACTSeparators.adviceLength - 3))
            position += EDIFACTSeparators.adviceLength
        } else if rest.starts(with: Array("UNB".utf8)) {
            if rest.dropFirst(3).first == EDIFACTSeparators.levelB.element { separators = .levelB }
        } else {
            throw PassengerListError(.separators, nil, "does not begin with UNA or UNB")
        }
    }

    /// The next segment; nil at the end.
    mutating func next() throws(PassengerListError) -> EDIFACTSegment? {
        skipBlanks()
        guard position < bytes.count else { return nil }
        number += 1
        guard number <= Limits.interchangeSegments else {
            throw PassengerListError(.tooLarge, at: number, "", "more than \(Limits.interchangeSegments) segments")
        }
        let tag = try self.tag()
        var elements: [[String]] = []
        var components: [String] = []
        var component: [UInt8] = []
        var isOdd = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case separators.release:
                guard position < bytes.count else { throw fault(.cutOff, tag, "ends inside a segment") }
                component.append(bytes[position])
                position += 1
            case separators.component, separators.element, separators.terminator:
                components.append(try text(component, tag, &isOdd))
                component.removeAll(keepingCapacity: true)
                guard components.count <= Limits.elementComponents else {
                    throw fault(.tooLarge, tag, "more than \(Limits.elementComponents) components")
                }
                if byte == separators.component { continue }
                elements.append(components)
                components.removeAll()
                guard elements.count <= Limits.segmentElements else {
                    throw fault(.tooLarge, tag, "more than \(Limits.segmentElements) elements")
                }
                guard byte == separators.terminator else { continue }
                if isOdd, odd.count < Limits.listNotes { odd.append(number) }
                return EDIFACTSegment(number: number, tag: tag, elements: elements)
            case separators.repetition: throw fault(.syntax, tag, "a repeated element")
            // Gateways break lines where they like.
            case 0x0A, 0x0D: continue
            default:
                guard component.count < Limits.componentBytes else {
                    throw fault(.tooLarge, tag, "a component of more than \(Limits.componentBytes) bytes")
                }
                component.append(byte)
            }
        }
        throw fault(.cutOff, tag, "ends inside a segment")
    }

    /// Three capitals, and the separator behind them, or the terminator of a segment without elements.
    private mutating func tag() throws(PassengerListError) -> String {
        let letters = bytes[position...].prefix(3)
        guard letters.count == 3 else { throw fault(.cutOff, "", "ends inside a tag") }
        guard letters.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw fault(.syntax, "", "does not begin with a tag of three capitals")
        }
        position += 3
        let tag = String(decoding: letters, as: UTF8.self)
        guard position < bytes.count else { throw fault(.cutOff, tag, "ends behind the tag") }
        if bytes[position] == separators.element {
            position += 1
        } else if bytes[position] != separators.terminator {
            throw fault(.syntax, tag, "no separator behind the tag")
        }
        return tag
    }

    private func text(_ component: [UInt8], _ tag: String, _ isOdd: inout Bool) throws(PassengerListError) -> String {
        guard component.count <= Limits.componentBytes else {
            throw fault(.tooLarge, tag, "a component of more than \(Limits.componentBytes) bytes")
        }
        guard let text = characters.text(component, isOdd: &isOdd) else {
            throw fault(.characters, tag, "bytes that the announced character set does not have")
        }
        return text
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x0A, 0x0D, 0x20, 0x09].contains(bytes[position]) { position += 1 }
    }

    private func fault(_ code: PassengerListError.Code, _ tag: String, _ reason: String) -> PassengerListError {
        PassengerListError(code, at: number, tag, reason)
    }
}
