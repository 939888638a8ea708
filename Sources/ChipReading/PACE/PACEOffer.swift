internal import Cryptography
internal import TravelDocument

/// What EF.CardAccess offers, and what we choose of it.
enum PACEOffer: Sendable, Equatable {
    /// The chip speaks of no PACE.
    case absent
    /// The strongest way that we know.
    case usable(Choice)
    /// The chip speaks of PACE, but not of a way that we know, or its file is misformed: why, in a few words.
    case unusable(String)

    /// A chosen way.
    struct Choice: Sendable, Equatable {
        /// The way.
        let info: PACEInfo
        /// Its group.
        let group: KeyAgreementGroup
        /// Whether the chip has to be told the domain parameters: it offers more than one entry.
        let namesParameters: Bool
    }

    /// The offer of a chip with this EF.CardAccess.
    ///
    /// - Parameter mapping: which of two equally strong ways is taken.
    init(cardAccess: [UInt8], preferring mapping: ReadingHabits.Mapping = .generic) {
        let list: SecurityInfos
        do throws(LDSError) {
            list = try SecurityInfos(parsing: cardAccess, of: .cardAccess)
        } catch {
            self = .unusable("\(error)")
            return
        }
        let infos = list.paceInfos
        // `max` takes the first of equally strong ones: the chip's own preference.
        let best = infos.filter(Self.isUsable).max {
            Self.strength($0, mapping).lexicographicallyPrecedes(Self.strength($1, mapping))
        }
        guard let best, let group = KeyAgreementGroup(parameterId: best.parameterId) else {
            self = list.mentionsPACE ? .unusable("no known way of PACE") : .absent
            return
        }
        self = .usable(Choice(info: best, group: group, namesParameters: infos.count > 1))
    }

    /// Whether there is such a way: the encoding of points of the integrated mapping is defined for primes that are 3
    /// modulo 4 (ICAO 9303-11 appendix B.1), which that of P-224 is not.
    private static func isUsable(_ info: PACEInfo) -> Bool {
        info.mapping != .integrated || KeyAgreementGroup(parameterId: info.parameterId) != .curve(.p224)
    }

    /// The mapping that proves the chip first, then AES before 3DES, curves before numbers, longer keys, larger
    /// fields, and of two otherwise equal ones the preferred mapping: the generic one is the better proven.
    private static func strength(_ info: PACEInfo, _ preferred: ReadingHabits.Mapping) -> [Int] {
        [
            info.mapping == .chipAuthentication ? 1 : 0, info.cipher == .tripleDES ? 0 : 1, info.usesCurve ? 1 : 0,
            info.cipher.rawValue, KeyAgreementGroup(parameterId: info.parameterId)?.fieldBits ?? 0,
            (info.mapping == .integrated) == (preferred == .integrated) ? 1 : 0,
        ]
    }
}
