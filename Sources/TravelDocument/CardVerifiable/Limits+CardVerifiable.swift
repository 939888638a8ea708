extension Limits {
    /// Longest card-verifiable certificate in bytes; one with RSA of 4,096 bits has about 1,200.
    package static let cardVerifiableBytes = 8192
    /// Most data objects on one level of it.
    static let cardVerifiableObjects = 16
    /// Longest EF.CVCA in bytes; the standard has 36.
    package static let certificateFileBytes = 256
}
