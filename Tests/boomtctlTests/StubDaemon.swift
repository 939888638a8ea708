import Foundation
import Glibc
import Synchronization

/// A Unix socket that answers every request alike and remembers what was asked.
final class StubDaemon: Sendable {
    /// The socket's path.
    let socket: String
    private let scratch: Scratch
    private let descriptor: Int32
    private let heard = Mutex<[String]>([])

    /// The requests so far, head and body.
    var requests: [String] { heard.withLock { $0 } }

    /// Listens from now on and answers with this status and body.
    init(status: Int, body: String) throws {
        scratch = try Scratch()
        socket = scratch.place("socket")
        descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(socket.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.prefix($0.count - 1)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(descriptor, 8) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        let answer = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        Thread.detachNewThread { [self, descriptor] in
            while case let connection = accept(descriptor, nil, nil), connection >= 0 {
                let request = Self.request(connection)
                heard.withLock { $0.append(request) }
                let bytes = Array(answer.utf8)
                _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                close(connection)
            }
            close(descriptor)
        }
    }

    /// Ends the listening thread.
    func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private static func request(_ connection: Int32) -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(connection, &part, part.count, 0), count > 0 {
            bytes += part.prefix(count)
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let length = text.range(of: "Content-Length: ").flatMap { range in
                Int(text[range.upperBound...].prefix { $0.isNumber })
            }
            if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
