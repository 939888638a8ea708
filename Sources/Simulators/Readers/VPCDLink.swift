internal import Glibc
internal import Synchronization

/// Puts virtual chips into one virtual reader of vpcd and takes them out again.
///
/// The link is a TCP client of the reader; connecting is inserting. Frames are a length of two bytes, high byte
/// first, and that many bytes: one byte is a signal (0 power off, 1 power on, 2 reset, 4 give the answer to reset, the
/// only one that is answered), more are a command.
package final class VPCDLink: Sendable {
    private let port: UInt16
    /// Socket of the chip that is in the reader now.
    private let connection = Mutex<ChipConnection?>(nil)

    /// A link to the virtual reader on `port` of this machine.
    package init(port: UInt16) {
        self.port = port
    }

    deinit {
        remove()
    }

    /// Puts `chip` into the reader; another one in it is removed first.
    package func insert(_ chip: any VirtualChip) throws(ReaderSimulationError) {
        remove()
        let new = try ChipConnection(port: port)
        connection.withLock { $0 = new }
        guard SystemThread.start({ new.serve(chip) }) else {
            throw ReaderSimulationError(code: .systemFailure, what: "start a thread for the chip")
        }
    }

    /// Takes the chip out, also in the middle of a command.
    package func remove() {
        connection.withLock { connection in
            connection?.hangUp()
            connection = nil
        }
    }

    /// Commands that the present chip has been asked.
    package var commandCount: Int {
        connection.withLock { $0?.commandCount ?? 0 }
    }
}

/// One chip in one reader, from connection to hang-up.
private final class ChipConnection: Sendable {
    private let socket: Int32
    private let count = Atomic(0)

    var commandCount: Int { count.load(ordering: .relaxed) }

    init(port: UInt16) throws(ReaderSimulationError) {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ReaderSimulationError(code: .systemFailure, what: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(descriptor)
            throw ReaderSimulationError(code: .notConnected, what: "no virtual reader on port \(port)")
        }
        socket = descriptor
        set(TCP_NODELAY)
    }

    deinit {
        close(socket)
    }

    /// Ends `serve` from another thread; the socket itself is closed with its last owner.
    func hangUp() {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    func serve(_ chip: any VirtualChip) {
        var chip = chip
        defer { hangUp() }
        while let frame = receiveFrame() {
            if frame.count > 1 {
                count.wrappingAdd(1, ordering: .relaxed)
                pause(chip.answerDelay)
                switch chip.answer(to: frame) {
                case .bytes(let answer): guard send(answer) else { return }
                case .silence: break
                case .gone: return
                }
                continue
            }
            switch frame.first {
            case 0, 1, 2: chip.reset()
            case 4: guard send(chip.answerToReset) else { return }
            default: break
            }
        }
    }

    private func receiveFrame() -> [UInt8]? {
        guard let head = receive(2) else { return nil }
        let length = Int(head[0]) << 8 | Int(head[1])
        return length == 0 ? [] : receive(length)
    }

    private func receive(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            // vpcd writes length and body apart: without an acknowledgement at once, its second write waits 40 ms.
            // The kernel forgets the wish, so it is said each time.
            set(TCP_QUICKACK)
            let part = bytes.withUnsafeMutableBytes {
                recv(socket, $0.baseAddress?.advanced(by: done), count - done, 0)
            }
            if part < 0 && errno == EINTR { continue }
            guard part > 0 else { return nil }
            done += part
        }
        return bytes
    }

    private func send(_ body: [UInt8]) -> Bool {
        guard body.count <= 0xFFFF else { return false }
        let frame = [UInt8(truncatingIfNeeded: body.count >> 8), UInt8(truncatingIfNeeded: body.count)] + body
        var done = 0
        while done < frame.count {
            let part = frame.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress?.advanced(by: done), frame.count - done, Int32(MSG_NOSIGNAL))
            }
            if part < 0 && errno == EINTR { continue }
            guard part > 0 else { return false }
            done += part
        }
        return true
    }

    private func set(_ option: Int32) {
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private func pause(_ duration: Duration) {
        guard duration > .zero else { return }
        let (seconds, attoseconds) = duration.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }
}
