package import Fingerprint
internal import Support

/// The fingerprint scanners of this machine.
///
/// One hub a process. libusb's events are handled on a thread that sleeps until there is one; a second thread makes
/// the calls. Scanners may come and go at any time.
///
/// ```swift
/// let hub = try ScannerHub()
/// for await case .arrived(let scanner) in await hub.events() {
///     let image = try await hub.capture(from: scanner.id, timeout: .seconds(20)) { step in show(step) }
/// }
/// ```
package actor ScannerHub {
    /// A scanner and what is done with it.
    private struct Entry {
        let device: USBDevice
        let description: ScannerDescription
        let driver: any ScannerDriver
        let model: ScannerModel
    }

    private let executor = ThreadExecutor(name: "scanners")
    /// The thread on which libusb is called.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let context: USBContext
    private let loop: Task<Void, Never>
    private let wakeUps: AsyncStream<Void>
    private let clock: any Clock<Duration>
    private let seedSource: @Sendable () -> UInt32
    private var pump: Task<Void, Never>?
    /// What is plugged in, by `USBDevice.token`.
    private var entries: [Int: Entry] = [:]
    /// Captures under way, by token; one outlives its entry for a moment when the plug is pulled.
    private var captures: [Int: Task<Result<FingerImage, ScannerError>, Never>] = [:]
    private var subscribers: [Int: AsyncStream<ScannerEvent>.Continuation] = [:]
    private var subscriptions = 0
    private var departures: [Int: [CheckedContinuation<Void, Never>]] = [:]
    private var isClosed = false

    /// Starts libusb and takes stock of the scanners that are plugged in.
    ///
    /// - Parameters:
    ///   - clock: measures waits and pauses; the limits of single USB transfers are kept by libusb.
    ///   - seedSource: the host seed of scanners that encrypt what they send. Fixed when a recording is replayed.
    /// - Throws: `unavailable`.
    package init(
        clock: any Clock<Duration> = ContinuousClock(),
        seedSource: @escaping @Sendable () -> UInt32 = { UInt32.random(in: .min ... .max) }
    ) throws(ScannerError) {
        self.clock = clock
        self.seedSource = seedSource
        let (wakeUps, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.wakeUps = wakeUps
        let context = try USBContext { wake.yield() }
        self.context = context
        let events = USBEventThread(context)
        loop = Task { await events.run() }
    }

    deinit {
        // Without `close()`: the loop ends, and the context with the last reference to it.
        context.stopEvents()
        pump?.cancel()
    }

    /// Whether arrivals and departures are noticed by themselves. If not (a system without udev events), a scanner is
    /// found when it is asked for, and its departure is noticed when a capture fails.
    package var noticesHotplug: Bool { context.hasHotplug }

    /// The scanners that are plugged in now, in the order of their arrival.
    package var scanners: [ScannerDescription] {
        settle()
        return entries.sorted { $0.key < $1.key }.map(\.value.description)
    }

    /// Arrivals and departures from now on, after one `arrived` for each scanner that is here already.
    ///
    /// A subscriber who falls behind loses the oldest events. The stream ends when the hub is closed.
    package func events() -> AsyncStream<ScannerEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ScannerEvent.self, bufferingPolicy: .bufferingNewest(Limits.eventBacklog))
        guard !isClosed else {
            continuation.finish()
            return stream
        }
        for scanner in scanners { continuation.yield(.arrived(scanner)) }
        subscriptions += 1
        let number = subscriptions
        subscribers[number] = continuation
        continuation.onTermination = { [weak self] _ in Task { await self?.unsubscribe(number) } }
        startPump()
        return stream
    }

    /// Takes one image of a finger.
    ///
    /// The scanner is opened for the capture and released after it. Cancelling the task ends the capture with
    /// `cancelled`; pulling the plug ends it with `unplugged`, whatever it was doing.
    ///
    /// - Parameters:
    ///   - id: `ScannerDescription.id`.
    ///   - timeout: how long to wait for a finger.
    ///   - progress: called for each step, on the hub's thread: return quickly.
    /// - Throws: `ScannerError` with any code but `unavailable`.
    package func capture(
        from id: String, timeout: Duration, progress: @escaping @Sendable (CaptureProgress) -> Void = { _ in }
    ) async throws(ScannerError) -> FingerImage {
        guard !isClosed else { throw ScannerError(.cancelled, "the hub is closed") }
        startPump()
        if !context.hasHotplug { context.rescan() }
        settle()
        guard let (token, entry) = entries.first(where: { $0.value.description.id == id }) else {
            throw ScannerError(.notFound, "no scanner \(id)")
        }
        guard captures[token] == nil else { throw ScannerError(.busy, "a capture is under way") }
        let terms = CaptureTerms(timeout: timeout, clock: clock, seedSource: seedSource, progress: progress)
        let capture = Task { await self.run(entry, terms) }
        captures[token] = capture
        let result = await withTaskCancellationHandler {
            await capture.value
        } onCancel: {
            capture.cancel()
        }
        captures[token] = nil
        return try result.get()
    }

    /// Ends every capture and every event stream, and libusb. The hub is of no use afterwards.
    package func close() async {
        guard !isClosed else { return }
        isClosed = true
        let underWay = Array(captures.values)
        for capture in underWay { capture.cancel() }
        for capture in underWay { _ = await capture.value }
        pump?.cancel()
        for subscriber in subscribers.values { subscriber.finish() }
        subscribers = [:]
        context.stopEvents()
        await loop.value
        context.shutDown()
        entries = [:]
    }

    // MARK: Captures

    private func run(_ entry: Entry, _ terms: CaptureTerms) async -> Result<FingerImage, ScannerError> {
        do throws(ScannerError) {
            let session = try context.open(entry.device, entry.driver.interface)
            do throws(ScannerError) {
                let image = try await entry.driver.capture(from: session, model: entry.model, terms: terms)
                await session.close()
                return .success(image)
            } catch {
                await session.close()
                throw error
            }
        } catch {
            return .failure(await explain(error, entry.device.token))
        }
    }

    /// What a failure means when the plug may have been pulled: the transfers under way often end with a bus error some
    /// time before the system tells that the device is gone.
    private func explain(_ error: ScannerError, _ token: Int) async -> ScannerError {
        let mayBeUnplugged: Set<ScannerError.Code> = [.transferFailed, .stalled, .noAnswer, .badFrame]
        if mayBeUnplugged.contains(error.code), context.hasHotplug {
            await awaitDeparture(of: token, atMost: error.code == .transferFailed ? Limits.disconnectGrace : .zero)
        }
        settle()
        if mayBeUnplugged.contains(error.code), entries[token] == nil {
            return ScannerError(.unplugged, error.step)
        }
        // A departure cancels the capture: see `handle`.
        if error.code == .cancelled, entries[token] == nil, !isClosed { return ScannerError(.unplugged, error.step) }
        return error
    }

    private func awaitDeparture(of token: Int, atMost limit: Duration) async {
        settle()
        guard entries[token] != nil, limit > .zero else { return }
        let alarm = Task { [clock] in
            try? await clock.sleep(for: limit)
            self.announceDeparture(of: token)
        }
        await withCheckedContinuation { departures[token, default: []].append($0) }
        alarm.cancel()
    }

    private func announceDeparture(of token: Int) {
        for waiter in departures.removeValue(forKey: token) ?? [] { waiter.resume() }
    }

    // MARK: Arrivals and departures

    private func startPump() {
        guard pump == nil else { return }
        pump = Task { [weak self, wakeUps] in
            for await _ in wakeUps { await self?.settle() }
        }
    }

    /// Brings `entries` up to date.
    private func settle() {
        for notice in context.takeNotices() {
            switch notice {
            case .arrived(let device): handleArrival(of: device)
            case .left(let device): handleDeparture(of: device.token)
            }
        }
    }

    private func handleArrival(of device: USBDevice) {
        guard
            let (driver, model) = ScannerDrivers.find(
                vendorID: device.vendorID, productID: device.productID, release: device.release)
        else { return }
        let serial = SysfsAttribute.read("serial", location: device.location)
        let isTaken = entries.values.contains { $0.description.id == serial }
        let description = ScannerDescription(
            id: isTaken ? "usb-\(device.location)" : serial ?? "usb-\(device.location)", product: model.product,
            vendorID: model.vendorID, productID: model.productID, serial: serial, location: device.location,
            driver: driver.name)
        entries[device.token] = Entry(device: device, description: description, driver: driver, model: model)
        for subscriber in subscribers.values { subscriber.yield(.arrived(description)) }
    }

    private func handleDeparture(of token: Int) {
        guard let entry = entries.removeValue(forKey: token) else { return }
        // Its transfers end by themselves; this ends a pause between two of them.
        captures[token]?.cancel()
        announceDeparture(of: token)
        for subscriber in subscribers.values { subscriber.yield(.left(entry.description)) }
    }

    private func unsubscribe(_ number: Int) {
        subscribers[number] = nil
    }
}

/// The thread that handles libusb's events.
private actor USBEventThread {
    private let executor = ThreadExecutor(name: "usb events")
    /// The thread that `run` blocks.
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let context: USBContext

    /// For one context.
    init(_ context: USBContext) {
        self.context = context
    }

    /// Blocks the thread of this actor until `USBContext.stopEvents`.
    func run() {
        context.runEvents()
    }
}
