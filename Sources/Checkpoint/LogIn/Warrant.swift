/// On what somebody acts as an officer: a log-in, or the control socket, whose file mode says who may open it.
///
/// It goes with the task of a request. The store holds its log-ins against those in force in the transaction that writes,
/// and names it in the journal.
package struct Warrant: Sendable, Equatable {
    /// The log-in of whoever acts; nil without one, over the control socket.
    package let logIn: LogIn?
    /// The log-in of the second officer; nil without one.
    package let second: LogIn?
    /// Whether nobody acts without a log-in.
    package let isLogInNeeded: Bool

    package init(logIn: LogIn?, second: LogIn?, isLogInNeeded: Bool) {
        self.logIn = logIn
        self.second = second
        self.isLogInNeeded = isLogInNeeded
    }

    /// Of the request that is answered; nil for what lanes and the daemon do by themselves.
    @TaskLocal package static var current: Warrant?

    /// What the journal says of it.
    package var details: [String: String] {
        var details = ["via": logIn.map { "logIn:\($0.id)" } ?? "controlSocket"]
        details["secondVia"] = second.map { "logIn:\($0.id)" }
        return details
    }
}
