import Cryptography
package import TravelDocument

/// Whether a data group of a chip is the one that its security object lists.
package enum DataGroupSeal: String, Sendable, CaseIterable {
    /// It has its hash.
    case intact
    /// It has another hash: it was changed.
    case changed
    /// The list does not name it.
    case notSigned
    /// There is no list to ask, or its hash is of a kind that is not computed.
    case unknown

    /// Compares the bytes as they were read (ICAO 9303-11 §5.1, step 4). Whether a state has signed the list is the
    /// question of the inspection's other rows.
    package init(of file: LDSFile, in files: ChipFiles) {
        guard let bytes = files[file], let number = file.dataGroupNumber, let sod = files[.sod],
            let cms = try? SecurityObjectFile(parsing: sod).cms, let content = try? SignedData(der: cms).content,
            let list = try? LDSSecurityObject(parsing: content),
            let algorithm = HashAlgorithm(oid: list.digestAlgorithmOID)
        else {
            self = .unknown
            return
        }
        guard let signed = list.hashes[number] else {
            self = .notSigned
            return
        }
        let isEqual = (try? algorithm.digest(bytes)).map { constantTimeEqual($0, signed) } ?? false
        self = isEqual ? .intact : .changed
    }
}
