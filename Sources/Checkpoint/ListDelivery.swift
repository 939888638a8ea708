package import Support

/// Who answers for a list that takes the place of the one in force.
package enum ListWarrant: Sendable, Equatable {
    /// A known signer has signed the file.
    case signed(by: String)
    /// The list came unsigned, as the settings allow; service number of the officer who answers for it.
    case officer(String)
}

/// The whole list of exit restrictions as it came (A/260 3.4).
package struct ListDelivery: Sendable, Equatable {
    package var version: String
    /// When its issuer made it: an old file does not become fresh by being loaded again.
    package var issuedAt: UnixTime
    package var entries: [ExitRestrictionEntry]
    package var warrant: ListWarrant
    /// The file to the byte; its digest is journaled.
    package var file: [UInt8]
    package var receivedAt: UnixTime

    package init(
        version: String, issuedAt: UnixTime, entries: [ExitRestrictionEntry], warrant: ListWarrant, file: [UInt8],
        receivedAt: UnixTime
    ) {
        self.version = version
        self.issuedAt = issuedAt
        self.entries = entries
        self.warrant = warrant
        self.file = file
        self.receivedAt = receivedAt
    }
}

/// Whose lists are taken over the control socket.
package struct ListTrust: Sendable {
    /// Whether an officer may answer for a list that nobody has signed.
    package let unsignedAccepted: Bool
    /// The name of the known signer who made this signature of a file; nil when it is none of them.
    package let signer: @Sendable (_ file: [UInt8], _ signature: String) throws(StoreError) -> String?

    package init(
        unsignedAccepted: Bool,
        signer: @escaping @Sendable (_ file: [UInt8], _ signature: String) throws(StoreError) -> String?
    ) {
        self.unsignedAccepted = unsignedAccepted
        self.signer = signer
    }
}
