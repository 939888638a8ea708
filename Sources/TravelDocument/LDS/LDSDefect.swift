/// Something in a chip file that breaks its standard and leaves the content usable. Raw values are the
/// names in reports.
package enum LDSDefect: String, Sendable, Hashable, Codable, CaseIterable {
    /// EF.COM has no LDS version.
    case ldsVersionMissing
    /// The LDS version is not 1.7 or 1.8.
    case ldsVersionUnexpected
    /// EF.COM has no Unicode version.
    case unicodeVersionMissing
    /// The Unicode version is not 4.0.0.
    case unicodeVersionUnexpected
    /// EF.COM lists a tag that is no data group.
    case unknownDataGroupTag
    /// EF.COM lists a data group twice.
    case repeatedDataGroupTag
    /// EF.COM does not list DG1 or DG2, which every document has.
    case mandatoryDataGroupNotListed
    /// The number of biometric instances is missing.
    case instanceCountMissing
    /// The number of biometric instances is not the number of templates.
    case instanceCountMismatch
    /// A template has no biometric header.
    case biometricHeaderMissing
    /// The biometric header names no format owner.
    case formatOwnerMissing
    /// The format owner is not ISO/IEC JTC 1/SC 37 (0101).
    case formatOwnerUnexpected
    /// The biometric header names no format type.
    case formatTypeMissing
    /// The format type is not the one of the facial record.
    case formatTypeUnexpected
    /// The biometric type is not that of the data group: a face, a finger.
    case biometricTypeUnexpected
    /// The biometric header of a finger does not say which.
    case biometricSubtypeMissing
    /// The biometric header of a finger names none that there is.
    case biometricSubtypeUnexpected
    /// The facial record does not begin with FAC.
    case facialRecordIdentifierWrong
    /// The facial record's version is not 010.
    case facialRecordVersionUnexpected
    /// The facial record's length is not that of its element.
    case facialRecordLengthMismatch
    /// The facial record announces no image, or more than the limit.
    case facialRecordImageCountUnexpected
    /// Gender, eyes, hair, pose or type of image have values that the standard does not have.
    case facialInformationUnexpected
    /// An image block's length does not fit the record.
    case imageBlockLengthWrong
    /// The facial record ends inside a header.
    case facialRecordTruncated
    /// The image was not where the headers say and was found by its first bytes.
    case imageFoundBySearch
    /// The image has no bytes.
    case imageOfZeroBytes
    /// The image's first bytes are of no known format.
    case imageFormatUnknown
    /// The header names another image format than the first bytes show.
    case imageFormatDiffersFromHeader
    /// An optional data group has no list of its elements.
    case tagListMissing
    /// The list of elements is not that of the elements that are there.
    case tagListMismatch
    /// A text is not UTF-8.
    case textNotUTF8
    /// A text is longer than anybody writes; it was not taken.
    case textTooLong
    /// A date is written in packed digits (BCD) instead of characters.
    case dateInPackedDigits
    /// A date is of another length, or its digits are none.
    case dateUnreadable
    /// A group of elements is no list, or lacks what it is for.
    case groupUnreadable
    /// A group has more elements than are taken.
    case groupTooLong
    /// An element stands outside of the group that it belongs to.
    case elementOutsideGroup
    /// Bytes that belong to no element follow the last one.
    case paddingAtEnd
}
