internal import Fingerprint

/// What boomt needs from the driver of a family of scanners.
///
/// # Adding a driver
///
/// 1. Make a folder `Drivers/<Family>`. Put what can be computed without a device (frame layout, ciphers, register
///    values) into files of their own as values and total functions: they are tested with hostile bytes, without USB.
/// 2. Write a `struct <Family>: ScannerDriver` with its table of `models`. Speak to the device through `USBSession`
///    only: every call of it is bounded in time, ends when the capture is cancelled, and throws a `ScannerError`.
/// 3. A capture must leave the device as it found it (sensor off, no transfer under way) on every path. Steps of the
///    clean-up pass `.never` for cancellation, or they would be refused in a cancelled capture.
/// 4. Check everything the device says against a bound named in `Limits`, and report nothing as an image that is not
///    complete. Do not log or quote image bytes.
/// 5. Take time and randomness from `CaptureTerms`, so that a recording of the real device can be replayed.
/// 6. Add the driver to `ScannerDrivers.all`, and its ids to `udev/60-boomt.rules` (a test compares the two).
/// 7. Prove it by a recording of the real device under umockdev. A simulator written from the same notes as the driver
///    cannot find the errors in those notes.
protocol ScannerDriver: Sendable {
    /// Short name for lists and logs.
    var name: String { get }
    /// The devices it speaks to.
    var models: [ScannerModel] { get }
    /// Class, subclass and protocol of the interface that carries the fingerprints.
    var interface: USBInterfaceClass { get }
    /// Takes one image. The interface is claimed before and released afterwards by the hub.
    func capture(
        from session: USBSession, model: ScannerModel, terms: CaptureTerms
    ) async throws(ScannerError) -> FingerImage
}

/// Under which conditions a capture runs.
struct CaptureTerms: Sendable {
    /// How long to wait for a finger.
    let timeout: Duration
    /// Waits and pauses are measured on this clock.
    let clock: any Clock<Duration>
    /// Host seed of scanners that encrypt: random in service, fixed in a replay.
    let seedSource: @Sendable () -> UInt32
    /// Told about each step.
    let progress: @Sendable (CaptureProgress) -> Void

    /// Time since the call of this function, on the clock of these terms.
    func stopwatch() -> Stopwatch {
        func start(_ clock: some Clock<Duration>) -> Stopwatch {
            let begin = clock.now
            return Stopwatch { begin.duration(to: clock.now) }
        }
        return start(clock)
    }

    /// Waits, or throws `cancelled`.
    func pause(_ duration: Duration, step: String) async throws(ScannerError) {
        do { try await clock.sleep(for: duration) } catch { throw ScannerError(.cancelled, step) }
    }
}

/// Elapsed time on some clock.
struct Stopwatch: Sendable {
    /// Time since the start.
    let elapsed: @Sendable () -> Duration
}
