/// Upper bounds for everything this target accepts from outside.
///
/// A hostile chip, scanner or caller can never make a parser here work longer, recurse deeper or
/// allocate more than these numbers allow.
package enum Limits {
    /// Longest text, in UTF-8 bytes, that is looked at as one machine-readable zone. A zone has at most
    /// 90 characters; the rest is room for line ends and stray blanks.
    package static let machineReadableZoneBytes = 1024
    /// Most non-empty lines that a machine-readable zone text may have (TD1 has three).
    package static let machineReadableZoneLines = 3
    /// Deepest nesting of TLV elements; LDS files need about ten.
    package static let tlvDepth = 16
    /// Most TLV elements on one level of one parse.
    package static let tlvElements = 4096
    /// Longest value of one TLV element in bytes. Real DG2 files of 0.9 MB exist.
    package static let tlvLength = 2 * 1024 * 1024
    /// Longest elementary file, header included, in bytes.
    package static let elementaryFileLength = 2 * 1024 * 1024
    /// Most face images taken from one DG2; the LDS allows nine instances.
    package static let faceImages = 16
    /// Most finger templates taken from one DG3; people have ten.
    package static let fingerTemplates = 16
    /// Most components of one object identifier.
    package static let objectIdentifierArcs = 32
    /// Longest hash value in an LDS security object, in bytes (SHA-512).
    package static let hashLength = 64
    /// Most entries in the data-group hash list of an LDS security object.
    package static let dataGroupHashes = 16
    /// Longest text, in UTF-8 bytes, that is looked at as a register number.
    package static let registerNumberBytes = 64
    /// Most characters of a person's names that are folded for a search; longer than any document prints.
    static let nameBytes = 512
    /// Longest text of an optional data group, in bytes.
    static let detailTextBytes = 2048
    /// Most names, persons or numbers of one group in an optional data group.
    static let detailGroupElements = 32
    /// Longest EF.DIR in bytes; real ones have ten to sixty.
    package static let directoryBytes = 4096
    /// Most applications taken from EF.DIR.
    static let applications = 32
}
