/// The forms in which a template is written and read.
package enum TemplateFormat: String, Sendable, CaseIterable {
    /// ISO/IEC 19794-2:2005, what this engine stores.
    case iso2005 = "ISO/IEC 19794-2:2005"
    /// ISO/IEC 19794-2:2011.
    case iso2011 = "ISO/IEC 19794-2:2011"
    /// ANSI/INCITS 378-2004.
    case ansi2004 = "ANSI/INCITS 378-2004"

    /// The format of a record, told by its structure; nil for something else.
    ///
    /// ISO of 2005 and ANSI of 2004 begin with the same eight bytes. They differ in what follows: ISO has the length
    /// in four bytes, ANSI in two, or two zeros and then four. The length that is true tells.
    package init?(of record: [UInt8]) {
        guard record.count >= 14, record.starts(with: FingerTemplate.magic) else { return nil }
        if record[4..<8].elementsEqual(FingerTemplate.edition2011) {
            self = .iso2011
            return
        }
        guard record[4..<8].elementsEqual(FingerTemplate.version) else { return nil }
        func number(_ range: Range<Int>) -> Int { record[range].reduce(0) { $0 << 8 | Int($1) } }
        if number(8..<12) == record.count {
            self = .iso2005
        } else if number(8..<10) == record.count || (number(8..<10) == 0 && number(10..<14) == record.count) {
            self = .ansi2004
        } else {
            return nil
        }
    }
}

extension FingerTemplate {
    /// Reads the first finger view of a record in any known format, at 500 dpi whatever the record's resolution is.
    ///
    /// - Throws: `malformedTemplate` with field and place.
    package init(record: [UInt8]) throws(FingerprintError) {
        switch TemplateFormat(of: record) {
        case .iso2011: try self.init(iso19794_2Edition2011: record)
        case .ansi2004: try self.init(ansi378: record)
        // What is none of the three gets the most telling error from the reader of the most common form.
        case .iso2005, nil: try self.init(iso19794_2: record)
        }
    }

    /// The template as a record of `format` with one finger view.
    package func record(_ format: TemplateFormat) -> [UInt8] {
        switch format {
        case .iso2005: return iso19794_2Record()
        case .iso2011: return iso19794_2Edition2011Record()
        case .ansi2004: return ansi378Record()
        }
    }

    /// Appends the minutiae, six bytes each, ISO/IEC 19794-2:2005 §7.4 and its siblings.
    func appendMinutiae(to record: inout [UInt8], angle: (UInt8) -> UInt8) {
        for minutia in minutiae {
            record.append(bigEndian: UInt16(minutia.kind.rawValue) << 14 | UInt16(minutia.x))
            record.append(bigEndian: UInt16(minutia.y))
            record += [angle(minutia.angle), minutia.quality]
        }
    }
}
