/// Bounds of what the interface takes and gives.
enum Limits {
    /// Largest body of a kiosk's request, in bytes: an MRZ and a few words.
    static let kioskBodyBytes = 8192
    /// Largest body on the control socket: a list of some ten thousand restrictions.
    static let controlBodyBytes = 32 << 20
    /// Largest body of what an officer enters, in bytes: a reason of 2000 bytes, escaped, and all fields.
    static let deskBodyBytes = 65_536
    /// Event streams at one time, over all lanes: kiosks reconnect, they do not pile up.
    static let eventStreams = 64
    /// Connections of kiosks at one time; further ones wait in the backlog.
    static let kioskConnections = 256
    /// A comment is sent after this much silence, so that a dead connection is noticed.
    static let keepAliveSeconds = 15
    /// Interchanges of carriers that are imported together.
    static let interchanges = 64
    /// Rows of one page of flights.
    static let flightsPerPage = 1000
    /// Rows of one page of crossings.
    static let crossingsPerPage = 200
}
