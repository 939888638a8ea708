internal import Glibc

/// Looks at who listens on this machine.
enum LocalListeners {
    /// Whether a Unix socket takes a connection.
    static func acceptsUnix(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = [UInt8](path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    /// Whether somebody listens on a port. Found by failing to take the port: a connection would be a chip.
    static func isListening(port: UInt16) -> Bool {
        FreePorts.bind(port) == nil
    }
}

/// Ports that nobody uses.
enum FreePorts {
    /// The first of two ports in a row; vpcd takes one for each of its two slots.
    static func pair() throws(ReaderSimulationError) -> UInt16 {
        for _ in 0..<64 {
            if let port = bind(0), port < .max, bind(port + 1) != nil { return port }
        }
        throw ReaderSimulationError(code: .systemFailure, what: "find free ports")
    }

    /// Takes a port for a moment, any with 0; nil when it is in use.
    static func bind(_ port: UInt16) -> UInt16? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // As vpcd does it: connections of an earlier service that are not quite forgotten do no harm.
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> UInt16? in
                guard Glibc.bind(descriptor, generic, length) == 0,
                    getsockname(descriptor, generic, &length) == 0
                else { return nil }
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
        }
    }
}
