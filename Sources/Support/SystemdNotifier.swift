internal import Glibc

/// Tells systemd how the daemon is (`sd_notify(3)`): one datagram to the socket that `NOTIFY_SOCKET` names.
///
/// Without that variable, as in a terminal, nothing is sent.
package struct SystemdNotifier: Sendable {
    private let path: String?

    package init(environment: [String: String]) {
        path = environment["NOTIFY_SOCKET"]
    }

    /// Ready to serve.
    package func ready() { send("READY=1") }

    /// Going down.
    package func stopping() { send("STOPPING=1") }

    /// A line for `systemctl status`.
    package func status(_ text: String) { send("STATUS=\(text)") }

    /// The start takes longer, at most so many seconds from now.
    package func extendStart(seconds: Int) { send("EXTEND_TIMEOUT_USEC=\(seconds)000000") }

    private func send(_ message: String) {
        guard let path, path.utf8.count < 108 else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        // A leading @ stands for the abstract namespace, whose names begin with a zero byte (unix(7)).
        if name.first == UInt8(ascii: "@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(message.utf8)
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
