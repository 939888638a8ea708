internal import Cryptography
internal import TravelDocument

/// What DG14 offers of chip authentication, and what we choose of it.
enum ChipAuthenticationOffer: Sendable {
    /// No key for it.
    case absent
    /// The strongest way that we know.
    case usable(ChipAuthenticationChoice)
    /// Only keys or ways that we do not know: why, in a few words.
    case unsupported(String)
    /// DG14 cannot be understood: why, in a few words.
    case malformed(String)

    /// The offer of a chip with this DG14.
    init(dg14: [UInt8]) {
        let list: SecurityInfos
        do throws(LDSError) {
            list = try DG14(parsing: dg14).securityInfos
        } catch {
            self = .malformed("\(error)")
            return
        }
        let (infos, keys) = (list.chipAuthenticationInfos, list.chipAuthenticationKeys)
        let speaksOfIt = list.entries.contains {
            $0.oid.hasPrefix(ChipAuthenticationInfo.arc + ".")
                || $0.oid.hasPrefix(ChipAuthenticationPublicKeyInfo.arc + ".")
        }
        guard !keys.isEmpty else {
            self = speaksOfIt ? .malformed("DG14 has no key for chip authentication") : .absent
            return
        }
        // Only a list that says nothing of ways means the oldest: an entry that cannot be understood is none of these.
        guard !infos.isEmpty || !list.entries.contains(where: { $0.oid.hasPrefix(ChipAuthenticationInfo.arc + ".") })
        else {
            self = .malformed("no entry of chip authentication is as the standard has it")
            return
        }
        var choices: [ChipAuthenticationChoice] = []
        var obstacle = ChipAuthenticationOffer.malformed("no way of chip authentication goes with a key")
        for key in keys {
            do throws(CryptographyError) {
                let publicKey = try AgreementPublicKey(info: key.publicKeyInfo)
                choices += ChipAuthenticationChoice.all(key, publicKey, infos: infos)
            } catch {
                obstacle = error.code == .unsupported ? .unsupported(error.what) : .malformed("key: \(error.what)")
            }
        }
        let best = choices.max { $0.strength.lexicographicallyPrecedes($1.strength) }
        self = best.map { .usable($0) } ?? obstacle
    }
}

/// A chosen way of chip authentication.
struct ChipAuthenticationChoice: Sendable, Equatable {
    /// Key agreement and cipher.
    let info: ChipAuthenticationInfo
    /// The chip's static key.
    let key: AgreementPublicKey
    /// How the chip calls it; nil when it has only this one.
    let keyIdentifier: [UInt8]?

    /// Such as `CA-ECDH-AES-128`.
    var name: String { "CA-\(info.usesCurve ? "ECDH" : "DH")-\(SessionCipher(info.cipher).rawValue)" }

    /// AES before 3DES, curves before numbers, longer keys, larger fields.
    var strength: [Int] {
        [info.cipher == .tripleDES ? 0 : 1, info.usesCurve ? 1 : 0, info.cipher.rawValue, key.group.fieldBits]
    }

    /// The ways that go with a key. Chips without any entry of a way mean 3DES (as BSI TR-03110-1 §3.4 has it for the
    /// first of them).
    static func all(
        _ key: ChipAuthenticationPublicKeyInfo, _ publicKey: AgreementPublicKey, infos: [ChipAuthenticationInfo]
    ) -> [ChipAuthenticationChoice] {
        let isCurve = publicKey.group.isCurve
        let ways = infos.isEmpty ? [ChipAuthenticationInfo(usesCurve: isCurve, cipher: .tripleDES)] : infos
        return ways.filter { way in
            way.usesCurve == isCurve
                && (way.keyIdentifier == key.keyIdentifier || way.keyIdentifier == nil || key.keyIdentifier == nil)
        }.map { ChipAuthenticationChoice(info: $0, key: publicKey, keyIdentifier: key.keyIdentifier) }
    }
}
