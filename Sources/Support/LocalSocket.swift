internal import Glibc

/// Where a service of this machine listens.
package enum LocalEndpoint: Sendable, Equatable {
    /// A Unix domain socket at a path of at most 107 bytes.
    case unix(path: String)
    /// A TCP port of an IPv4 address in dotted form.
    case tcp(address: String, port: UInt16)
}

/// Why a local service could not be talked to.
package struct LocalServiceError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case badAddress, notReachable, timeout, connectionLost, badResponse, tooLarge
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

/// A connected stream socket; closed when it goes out of scope.
package struct LocalSocket: ~Copyable {
    private let descriptor: Int32

    deinit {
        close(descriptor)
    }

    /// Connects, blocking; later reads and writes give up after `timeoutSeconds`.
    package init(connectingTo endpoint: LocalEndpoint, timeoutSeconds: Int) throws(LocalServiceError) {
        switch endpoint {
        case .unix(let path): descriptor = try Self.connectUnix(path)
        case .tcp(let address, let port): descriptor = try Self.connectTCP(address, port)
        }
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    private static func connectUnix(_ path: String) throws(LocalServiceError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw LocalServiceError(.badAddress, "the socket path is longer than 107 bytes")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return try connected(descriptor, status, "nobody answers at \(path)")
    }

    private static func connectTCP(_ host: String, _ port: UInt16) throws(LocalServiceError) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            throw LocalServiceError(.badAddress, "\(host) is not an IPv4 address")
        }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return try connected(descriptor, status, "nobody answers at \(host):\(port)")
    }

    private static func connected(
        _ descriptor: Int32, _ status: Int32, _ message: String
    ) throws(LocalServiceError) -> Int32 {
        guard descriptor >= 0 else { throw LocalServiceError(.notReachable, "no socket: error \(errno)") }
        guard status == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw LocalServiceError(.notReachable, "\(message) (\(reason))")
        }
        return descriptor
    }

    /// Writes all bytes.
    package borrowing func write(_ bytes: [UInt8]) throws(LocalServiceError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                send(descriptor, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw LocalServiceError(.connectionLost, "the service closed the connection") }
            sent += count
        }
    }

    /// What has arrived, at most `limit` bytes; empty at the end of the stream.
    package borrowing func read(atMost limit: Int = 16_384) throws(LocalServiceError) -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
                count = recv(descriptor, buffer.baseAddress, limit, 0)
                initialized = max(0, count)
            }
            if count >= 0 { return bytes }
            if errno == EINTR { continue }
            if errno == EAGAIN || errno == EWOULDBLOCK {
                throw LocalServiceError(.timeout, "the service did not answer in time")
            }
            throw LocalServiceError(.connectionLost, "reading failed: error \(errno)")
        }
    }
}
