extension Limits {
    /// Most entries of one list of protocols; real ones have up to about a dozen.
    package static let securityInfos = 64
}
