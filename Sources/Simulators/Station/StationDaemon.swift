internal import Cryptography
internal import Foundation
internal import Glibc
package import Support
internal import Synchronization

/// Why a station could not be set up.
package struct StationError: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// The real `boomtd` as a child process, on a folder of its own.
///
/// It ends with this process, whatever happens.
package final class StationDaemon: Sendable {
    /// Holds settings, database, key, spool, trust anchors and the control socket.
    package let folder: String
    package let log: LineLog
    /// Signs lists, as the registry that delivers them does; the daemon knows its public half.
    let registry: Ed25519.PrivateKey
    private let executable: String
    private let environment: [String: String]
    private let process = Mutex<DaemonProcess?>(nil)
    private let port = Mutex<UInt16>(0)

    /// Writes the settings; `start` brings the daemon up.
    ///
    /// - Parameters:
    ///   - executable: path of `boomtd`.
    ///   - folder: an existing directory; short, because a Unix socket's path is.
    ///   - settings: more YAML, for example `chip:\n  waitForCardMilliseconds: 500\n`.
    ///   - anchors: DER certificates of the trust store.
    ///   - revocationLists: its revocation lists in DER.
    ///   - environment: how the child finds virtual readers and scanners.
    package init(
        executable: String, folder: String, settings: String, anchors: [[UInt8]], revocationLists: [[UInt8]] = [],
        environment: [String: String]
    ) throws(StationError) {
        self.executable = executable
        self.folder = folder
        self.environment = environment
        log = LineLog()
        do {
            registry = try Ed25519.PrivateKey.generate().key
        } catch {
            throw StationError("no key for the registry: \(error)")
        }
        do {
            let trust = folder + "/trust"
            try FileManager.default.createDirectory(atPath: trust, withIntermediateDirectories: true)
            for (index, anchor) in anchors.enumerated() {
                try Data(anchor).write(to: URL(fileURLWithPath: "\(trust)/csca-\(index).der"))
            }
            for (index, list) in revocationLists.enumerated() {
                try Data(list).write(to: URL(fileURLWithPath: "\(trust)/revoked-\(index).crl"))
            }
            try Data("registry \(Hexadecimal.text(registry.publicKey))\n".utf8).write(
                to: URL(fileURLWithPath: folder + "/list-signers"))
            let places = """
                kiosk:
                  port: 0
                control:
                  socket: \(folder)/control.sock
                database:
                  file: \(folder)/boomt.sqlite
                  keyFile: \(folder)/boomt.key
                  journalKeyFile: \(folder)/journal.key
                  spool: \(folder)/spool
                  busyMilliseconds: 300
                trust:
                  directory: \(trust)
                lists:
                  signers: \(folder)/list-signers

                """
            try Data((places + settings).utf8).write(to: URL(fileURLWithPath: folder + "/boomt.yaml"))
        } catch {
            throw StationError("cannot prepare \(folder): \(error)")
        }
    }

    deinit {
        kill()
    }

    /// Starts the daemon and waits until it says that it is ready, or another last word of its start.
    package func start(until message: String = "ready") async throws(StationError) {
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { throw StationError("no pipe") }
        // Other children must not hold the log open.
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        do throws(ReaderSimulationError) {
            let child = try DaemonProcess(
                arguments: ["/usr/bin/setpriv"] + command,
                environment: environment, standardError: pipe[1])
            process.withLock { $0 = child }
        } catch {
            close(pipe[0])
            close(pipe[1])
            throw StationError("cannot start \(executable): \(error)")
        }
        close(pipe[1])
        let seen = log.lines.count
        guard log.read(pipe[0]) else { throw StationError("no thread for the log") }
        guard let served = await log.first(where: { $0.contains("kiosks are served") }, from: seen),
            let number = Self.port(in: served),
            await log.first(where: { $0.contains(#""message":"\#(message)""#) }, from: seen) != nil
        else {
            throw StationError("boomtd did not become ready:\n\(log.lines.joined(separator: "\n"))")
        }
        port.withLock { $0 = number }
    }

    private var command: [String] {
        ["--pdeathsig", "KILL", executable, "--config", folder + "/boomt.yaml"]
    }

    /// The daemon's process number; nil while it does not run.
    package var processIdentifier: Int32? {
        process.withLock { $0?.identifier }
    }

    /// A kiosk at a lane.
    package func kiosk(lane: String = "gate-1") -> Kiosk {
        Kiosk(
            client: LocalHTTPClient(
                endpoint: .tcp(address: "127.0.0.1", port: port.withLock { $0 }), timeoutSeconds: 60),
            lane: lane)
    }

    /// The control socket.
    package var control: LocalHTTPClient {
        LocalHTTPClient(endpoint: .unix(path: folder + "/control.sock"))
    }

    /// Asks the daemon to stop and waits for it; returns its exit code.
    @discardableResult
    package func stop() -> Int32? {
        end(SIGTERM)
    }

    /// Kills the daemon, as a loss of power would.
    @discardableResult
    package func kill() -> Int32? {
        end(SIGKILL)
    }

    private func end(_ signal: Int32) -> Int32? {
        let child = process.withLock { process in
            defer { process = nil }
            return process
        }
        child?.end(signal: signal, patience: 60)
        return child?.status
    }

    /// The port at the end of `"address":"127.0.0.1:40123"`.
    private static func port(in line: String) -> UInt16? {
        guard let start = line.range(of: "127.0.0.1:")?.upperBound else { return nil }
        return UInt16(line[start...].prefix { $0.isNumber })
    }
}
