internal import Glibc
internal import Synchronization

/// A PC/SC service of its own with virtual readers, for tests and demonstrations.
///
/// The daemon is the real pcscd with the real vpcd driver, but in a mount namespace where /run/pcscd is a private
/// folder and no driver for real readers is in sight. It ends with this process. vpcd listens on all addresses of the
/// machine: never use this where real travellers pass.
///
/// libpcsclite reads the place of the socket once: a process can use one service in its life. `start` sets
/// `PCSCLITE_CSOCK_NAME` for this process; a child process gets it by `socketPath`.
package final class PrivateReaderService: Sendable {
    /// One virtual reader.
    package struct Reader: Sendable, Equatable {
        /// PC/SC's name for it.
        package let name: String
        /// TCP port of 127.0.0.1 that takes its chip.
        package let port: UInt16
    }

    /// The readers, in their order. vpcd gives each a twin slot that stays empty; PC/SC lists it with the ending
    /// ` 01`.
    package let readers: [Reader]
    /// The socket of the service, the value for `PCSCLITE_CSOCK_NAME`.
    package var socketPath: String { folder.path + "/run/pcscd.comm" }

    private let folder: ServiceFolder
    private let process = Mutex<DaemonProcess?>(nil)

    /// Prepares a service with `readers` virtual readers; `start` brings it up.
    package init(readers count: Int) throws(ReaderSimulationError) {
        guard let driver = Self.driverPaths.first(where: { access($0, R_OK) == 0 }) else {
            throw ReaderSimulationError(code: .notInstalled, what: "libifdvpcd.so (Debian package vsmartcard-vpcd)")
        }
        for (program, package) in Self.programs where access(program, X_OK) != 0 {
            throw ReaderSimulationError(code: .notInstalled, what: "\(program) (Debian package \(package))")
        }
        folder = try ServiceFolder()
        var readers: [Reader] = []
        var configuration = ""
        for index in 0..<count {
            let port = try FreePorts.pair()
            // The driver keeps its state in globals: each reader needs a copy of its own.
            let library = folder.path + "/libifdvpcd-\(index).so"
            try folder.copy(driver, to: library)
            let label = "Virtual Gate \(index)"
            let hexadecimal = "0x" + String(port, radix: 16, uppercase: true)
            configuration += "FRIENDLYNAME \"\(label)\"\nDEVICENAME /dev/null:\(hexadecimal)\n"
            configuration += "LIBPATH \(library)\nCHANNELID \(hexadecimal)\n\n"
            // pcscd appends its own numbers: readers of this name, slot.
            readers.append(Reader(name: "\(label) 00 00", port: port))
        }
        self.readers = readers
        try folder.write(configuration, to: "reader.conf")
    }

    deinit {
        discard()
    }

    /// Ends the service for good and removes its folder; for globals, which nobody releases.
    package func discard() {
        end(signal: SIGKILL)
        folder.remove()
    }

    /// Brings the service up and waits until it answers and its readers take chips.
    package func start() async throws(ReaderSimulationError) {
        let arguments =
            ["/usr/bin/unshare"] + (geteuid() == 0 ? ["-m"] : ["-Urm"])
            + ["/bin/sh", "-c", Self.script, "sh", folder.path]
        folder.clearRun()
        setenv("PCSCLITE_CSOCK_NAME", socketPath, 1)
        let daemon = try DaemonProcess(arguments: arguments)
        process.withLock { $0 = daemon }
        // pcscd tells nobody when it is ready; it takes about 100 ms.
        for _ in 0..<1000 {
            if isReady { return }
            if daemon.hasEnded { break }
            try? await Task.sleep(for: .milliseconds(10))
        }
        daemon.end(signal: SIGKILL)
        throw ReaderSimulationError(code: .notStarted, what: "private pcscd: \(folder.read("log").suffix(400))")
    }

    /// Ends the service in order.
    package func stop() {
        end(signal: SIGTERM)
    }

    /// Ends the service at once, as a crash would.
    package func kill() {
        end(signal: SIGKILL)
    }

    /// Brings the service up again after `stop` or `kill`, with the same readers and ports.
    package func restart() async throws(ReaderSimulationError) {
        end(signal: SIGTERM)
        try await start()
    }

    /// Whether the daemon runs.
    package var isRunning: Bool {
        process.withLock { $0 }?.hasEnded == false
    }

    private func end(signal: Int32) {
        let daemon = process.withLock { process in
            defer { process = nil }
            return process
        }
        daemon?.end(signal: signal)
    }

    private var isReady: Bool {
        LocalListeners.acceptsUnix(socketPath) && readers.allSatisfy { LocalListeners.isListening(port: $0.port) }
    }

    private static let driverPaths = [
        "/usr/lib/pcsc/drivers/serial/libifdvpcd.so", "/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so",
    ]

    private static let programs = [
        ("/usr/sbin/pcscd", "pcscd"), ("/usr/bin/unshare", "util-linux"), ("/usr/bin/setpriv", "util-linux"),
    ]

    /// Runs in the new mount namespace with the folder as its argument. The drivers are hidden, so that real readers of
    /// the machine stay with their own service; the death signal comes last, because a change of user would undo it.
    private static let script = """
        exec >"$1/log" 2>&1
        mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind "$1/run" /run/pcscd || exit 1
        mount -t tmpfs none /usr/lib/pcsc/drivers || exit 1
        exec setpriv --pdeathsig KILL /usr/sbin/pcscd --foreground --config "$1/reader.conf"
        """
}
