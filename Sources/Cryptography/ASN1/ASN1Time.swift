/// UTCTime and GeneralizedTime of certificates and signed attributes (RFC 5280 §4.1.2.5) as Unix seconds.
enum ASN1Time {
    /// The time of a UTCTime or GeneralizedTime value. Seconds may be missing and a numeric zone may stand in place
    /// of `Z`: both occur in old certificates. A fraction of a second is dropped.
    static func unixSeconds(_ value: ASN1Value) throws(CryptographyError) -> Int64 {
        let fault = CryptographyError(.malformed, "ASN.1 time")
        var digits = value.content
        let yearDigits: Int
        switch value.identifier {
        case ASN1.utcTime: yearDigits = 2
        case ASN1.generalizedTime: yearDigits = 4
        default: throw fault
        }
        guard digits.count <= 32 else { throw fault }
        func number(_ count: Int) throws(CryptographyError) -> Int {
            guard digits.count >= count, digits.prefix(count).allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw fault
            }
            defer { digits = digits.dropFirst(count) }
            return digits.prefix(count).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        var year = try number(yearDigits)
        // RFC 5280 §4.1.2.5.1: two digits mean 1950 to 2049.
        if yearDigits == 2 { year += year < 50 ? 2000 : 1900 }
        let month = try number(2)
        let day = try number(2)
        let hour = try number(2)
        let minute = try number(2)
        var second = 0
        if let next = digits.first, (0x30...0x39).contains(next) { second = try number(2) }
        if digits.first == UInt8(ascii: ".") {
            digits = digits.dropFirst().drop { (0x30...0x39).contains($0) }
        }
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61 else { throw fault }
        var offset = 0
        switch digits.first {
        case UInt8(ascii: "Z"):
            digits = digits.dropFirst()
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            let sign = digits.first == UInt8(ascii: "+") ? 1 : -1
            digits = digits.dropFirst()
            offset = try sign * (number(2) * 60 + number(2)) * 60
        default:
            throw fault
        }
        guard digits.isEmpty else { throw fault }
        let seconds = daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Int64(seconds)
    }

    /// The encoding of a time as certificates carry it: UTCTime until 2049, GeneralizedTime from 2050.
    static func encode(unixSeconds: Int64) -> [UInt8] {
        let text = generalizedText(unixSeconds: unixSeconds)
        return text.prefix(4) < "2050"
            ? DER.encode(ASN1.utcTime, [UInt8](text.dropFirst(2).utf8))
            : DER.encode(ASN1.generalizedTime, [UInt8](text.utf8))
    }

    /// The text of a GeneralizedTime, such as `20261120230000Z`; bounded to the years 1950 to 9999.
    static func generalizedText(unixSeconds: Int64) -> String {
        let bounded = Int(min(max(unixSeconds, -631_152_000), 253_402_300_799))
        let rest = (bounded % 86_400 + 86_400) % 86_400
        let (year, month, day) = date(daysSinceEpoch: (bounded - rest) / 86_400)
        let parts = [month, day, rest / 3600, rest / 60 % 60, rest % 60]
        return "\(year)" + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined() + "Z"
    }

    /// Days from 1970-01-01 in the Gregorian calendar. Years begin in March here, so that the leap day is the last.
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }
}
