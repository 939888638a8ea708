import Fingerprint
import Foundation
import Simulators
import Synchronization
import Testing

/// Debian's libfprint-2, the driver collection of the desktop, in a process of its own on the same virtual bus: another
/// hand's reading of the same wire.
///
/// It is reached through its introspection by the system's Python, so that nothing has to be compiled against it.
enum LibfprintPeer {
    /// What it made of one finger.
    struct Capture: Sendable {
        let driver: String
        /// As libfprint gives it: upright, ridges dark.
        let width: Int
        let height: Int
        let pixels: [UInt8]
        /// Places of the minutiae that its NBIS found, pixels from the upper left.
        let minutiae: [(x: Int, y: Int)]
    }

    /// Why nothing came.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let skipped: Comment = "skipped: libfprint-2 (gir1.2-fprint-2.0, python3-gi) is not installed"

    /// Whether the system's Python can load libfprint's introspection.
    static let isInstalled = FileManager.default.isExecutableFile(atPath: python) && load() == 0

    private static let python = "/usr/bin/python3"

    /// Takes a finger from the only scanner on the bus: lays it down when libfprint asks for one, lifts it when libfprint
    /// has its image.
    static func capture(_ finger: FingerImage, from scanner: VirtualScanner) async throws -> Capture {
        let file = FileManager.default.temporaryDirectory.appending(path: "boomt-peer-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", script, file.path]
        process.environment = ProcessInfo.processInfo.environment.merging(scanner.environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        // libusb complains of the emulation there.
        process.standardError = FileHandle.nullDevice
        let (lines, feed) = AsyncStream.makeStream(of: String.self)
        let rest = Mutex("")
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                return feed.finish()
            }
            rest.withLock { rest in
                rest += String(decoding: data, as: UTF8.self)
                while let end = rest.firstIndex(of: "\n") {
                    feed.yield(String(rest[..<end]))
                    rest.removeSubrange(...end)
                }
            }
        }
        try process.run()
        var last: [Substring] = []
        for await line in lines {
            switch line {
            case "needed": scanner.present(finger)
            case "taken": scanner.lift()
            default: last = line.split(separator: " ")
            }
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0, last.count >= 4, last[0] == "image", let width = Int(last[2]),
            let height = Int(last[3])
        else { throw Failure(description: "libfprint: \(process.terminationStatus) \(last.joined(separator: " "))") }
        let pixels = [UInt8](try Data(contentsOf: file))
        guard pixels.count == width * height else { throw Failure(description: "libfprint: \(pixels.count) pixels") }
        let minutiae = last.dropFirst(4).compactMap { place -> (x: Int, y: Int)? in
            let parts = place.split(separator: ",").compactMap { Int($0) }
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
        return Capture(driver: String(last[1]), width: width, height: height, pixels: pixels, minutiae: minutiae)
    }

    private static func load() -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", "import gi; gi.require_version('FPrint', '2.0'); from gi.repository import FPrint"]
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Says `needed` when a finger may come, `taken` when it may go, and in the end `image DRIVER WIDTH HEIGHT X,Y ...`
    /// (one pair a minutia) with the pixels in the file. Ends by itself after a minute.
    private static let script = """
        import signal, sys, gi
        gi.require_version('FPrint', '2.0')
        from gi.repository import FPrint, GLib
        signal.alarm(60)
        def say(*words): print(*words, flush=True)
        context = FPrint.Context()
        devices = context.get_devices()
        if len(devices) != 1:
            say('devices', len(devices)); sys.exit(2)
        device = devices[0]
        device.open_sync()
        before = []
        def changed(device, _):
            status = device.get_finger_status()
            needed = bool(status & FPrint.FingerStatusFlags.NEEDED)
            present = bool(status & FPrint.FingerStatusFlags.PRESENT)
            word = 'needed' if needed and not present else 'taken' if present and not needed else None
            if word and word not in before:
                before.append(word); say(word)
        device.connect('notify::finger-status', changed)
        loop = GLib.MainLoop()
        def captured(device, result):
            global image
            image = device.capture_finish(result)
            loop.quit()
        device.capture(True, None, captured)
        loop.run()
        def detected(image, result):
            image.detect_minutiae_finish(result)
            loop.quit()
        image.detect_minutiae(None, detected)
        loop.run()
        open(sys.argv[1], 'wb').write(bytes(image.get_data()))
        device.close_sync()
        places = ['%d,%d' % tuple(minutia.get_coords()) for minutia in image.get_minutiae()]
        say('image', device.get_driver(), image.get_width(), image.get_height(), *places)
        """
}
