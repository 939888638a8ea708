import CShims
import Simulators
import SmartCard
import Testing

/// On the real pcscd with virtual readers. Fails, and says what to install, where pcscd or vpcd are missing.
@Suite(.serialized, .timeLimit(.minutes(2))) struct RealReaderTests {
    private let read = CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 8)

    /// Runs `body` with a monitor over the shared service.
    private func withMonitor(
        _ body: (PrivateReaderService, ReaderMonitor) async throws -> Void
    ) async throws {
        try await PrivateReaderService.withShared { service in
            let monitor = ReaderMonitor()
            let running = Task { await monitor.run() }
            defer { running.cancel() }
            try await body(service, monitor)
        }
    }

    /// Waits for an event; fails the test when the stream ends before.
    private func wait(
        _ events: AsyncStream<ReaderEvent>, for what: (ReaderEvent) -> Bool
    ) async throws {
        for await event in events where what(event) { return }
        throw SmartCardError(.serviceUnavailable, "the stream ended")
    }

    /// Runs `body` while `chip` is in `reader`; both before and after, the monitor has seen the reader empty.
    private func withChip(
        _ chip: StubChip, in reader: PrivateReaderService.Reader, _ monitor: ReaderMonitor,
        _ body: (VPCDLink) async throws -> Void
    ) async throws {
        let events = monitor.events()
        let link = VPCDLink(port: reader.port)
        try link.insert(chip)
        try await wait(events) { event in
            if case .cardInserted(reader.name, _) = event { true } else { false }
        }
        try await body(link)
        link.remove()
        try await wait(events) { $0 == .cardRemoved(reader: reader.name) }
    }

    private func code(_ body: () async throws -> Void) async -> SmartCardError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? SmartCardError)?.code
        }
    }

    @Test func `the monitor sees readers, insertion and removal`() async throws {
        try await withMonitor { service, monitor in
            let reader = service.readers[0]
            let events = monitor.events()
            try await wait(events) { $0 == .readerArrived(reader: reader.name) }
            #expect(monitor.readers.contains(reader.name))
            let chip = StubChip(answerToReset: PassportProfile.extendedAnswerToReset)
            try await withChip(chip, in: reader, monitor) { _ in
                try await wait(events) { $0 == .cardInserted(reader: reader.name, answerToReset: chip.answerToReset) }
            }
            try await wait(events) { $0 == .cardRemoved(reader: reader.name) }
        }
    }

    @Test func `the monitor's streams end when it is cancelled, also before it waits`() async throws {
        try await PrivateReaderService.withShared { _ in
            for _ in 0..<20 {
                let monitor = ReaderMonitor()
                let events = monitor.events()
                let running = Task { await monitor.run() }
                running.cancel()
                await running.value
                for await _ in events {}
            }
        }
    }

    @Test func `a service that dies is reported and found again`() async throws {
        try await withMonitor { service, monitor in
            let events = monitor.events()
            try await wait(events) { $0 == .readerArrived(reader: service.readers[1].name) }
            service.kill()
            try await wait(events) { $0 == .readerLeft(reader: service.readers[1].name) }
            try await wait(events) { $0 == .serviceLost }
            #expect(monitor.readers == [])
            #expect(
                await code { _ = try await CardConnection.open(reader: service.readers[0].name) } == .serviceUnavailable
            )
            try await service.restart()
            try await wait(events) { $0 == .serviceAvailable }
            try await withChip(StubChip(), in: service.readers[1], monitor) { _ in
                let card = try await CardConnection.open(reader: service.readers[1].name)
                #expect(try await card.transmit(read).statusWord == .success)
                await card.close()
            }
        }
    }

    @Test func `a thread that has let its card go serves the next one`() async throws {
        try await withMonitor { service, monitor in
            let reader = service.readers[0]
            try await withChip(StubChip(), in: reader, monitor) { _ in
                var threads: Set<Int32> = []
                // More than are kept: with a new thread for each card, all would differ.
                for _ in 0..<30 {
                    let card = try await CardConnection.open(reader: reader.name)
                    threads.insert(try await card.converse { boomt_gettid() })
                    await card.close()
                }
                #expect(threads.count < 30)
            }
        }
    }

    @Test func `an empty and an unknown reader have no card`() async throws {
        try await PrivateReaderService.withShared { service in
            let empty = service.readers[2].name
            #expect(await code { _ = try await CardConnection.open(reader: empty) } == .cardRemoved)
            #expect(await code { _ = try await CardConnection.open(reader: "No Such Reader") } == .readerRemoved)
        }
    }

    @Test func `a card belongs to one connection at a time and is reset after it`() async throws {
        try await withMonitor { service, monitor in
            let reader = service.readers[0]
            try await withChip(StubChip(answers: [.bytes([1, 2, 0x90, 0])]), in: reader, monitor) { _ in
                let card = try await CardConnection.open(reader: reader.name)
                #expect(card.lengths == .short)
                #expect(try await card.transmit(read) == ResponseAPDU(data: [1, 2], statusWord: .success))
                #expect(await code { _ = try await CardConnection.open(reader: reader.name) } == .sharingViolation)
                await card.close()
                #expect(await code { _ = try await card.transmit(read) } == .connectionClosed)
                let second = try await CardConnection.open(
                    reader: reader.name, limits: SmartCardLimits(extendedLength: .always))
                #expect(second.lengths == .extended)
                await second.close()
            }
        }
    }

    @Test(arguments: [ChipAnswer.gone, .bytes([0x90])])
    func `a chip that breaks off in mid-command is a typed error`(_ answer: ChipAnswer) async throws {
        try await withMonitor { service, monitor in
            let reader = service.readers[0]
            try await withChip(StubChip(answers: [answer]), in: reader, monitor) { _ in
                let card = try await CardConnection.open(reader: reader.name)
                let found = await code { _ = try await card.transmit(read) }
                #expect(found == (answer == .gone ? .cardRemoved : .communicationFailed))
                await card.close()
            }
        }
    }

    @Test func `a chip that never answers is given up, and the reader serves the next one`() async throws {
        try await withMonitor { service, monitor in
            let reader = service.readers[1]
            try await withChip(StubChip(answers: [.bytes([0x90, 0]), .silence]), in: reader, monitor) { _ in
                let card = try await CardConnection.open(
                    reader: reader.name, limits: SmartCardLimits(answerTime: .milliseconds(200)))
                #expect(try await card.transmit(read).statusWord == .success)
                #expect(await code { _ = try await card.transmit(read) } == .noAnswer)
                #expect(await code { _ = try await card.transmit(read) } == .connectionClosed)
                await card.close()

                // Other readers go on meanwhile.
                let other = service.readers[0]
                try await withChip(StubChip(), in: other, monitor) { _ in
                    let otherCard = try await CardConnection.open(reader: other.name)
                    #expect(try await otherCard.transmit(read).statusWord == .success)
                    await otherCard.close()
                }
            }
            try await withChip(StubChip(), in: reader, monitor) { _ in
                let next = try await CardConnection.open(reader: reader.name)
                #expect(try await next.transmit(read).statusWord == .success)
                await next.close()
            }
        }
    }

    @Test func `a conversation has the card for itself and takes cancellation along`() async throws {
        try await withMonitor { service, monitor in
            let reader = service.readers[0]
            try await withChip(StubChip(), in: reader, monitor) { _ in
                let card = try await CardConnection.open(reader: reader.name)
                let read = read
                let task = Task {
                    try await card.converse { () async -> [Bool] in
                        let inside = (try? await card.transmit(read))?.statusWord == .success
                        let outside = await Task.detached { try? await card.transmit(read) }.value
                        withUnsafeCurrentTask { $0?.cancel() }
                        return [inside, outside == nil, Task.isCancelled]
                    }
                }
                #expect(try await task.value == [true, true, true])
                let cancelled = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return try await card.converse { Task.isCancelled }
                }
                #expect(try await cancelled.value)
                #expect(try await card.transmit(read).statusWord == .success)
                await card.close()
                #expect(await code { try await card.converse {} } == .connectionClosed)
            }
        }
    }

    @Test func `a conversation that hangs is given up from outside`() async throws {
        try await withMonitor { service, monitor in
            let reader = service.readers[0]
            try await withChip(StubChip(answers: [.bytes([0x90, 0]), .silence]), in: reader, monitor) { _ in
                let card = try await CardConnection.open(
                    reader: reader.name, limits: SmartCardLimits(answerTime: .milliseconds(200)))
                let read = read
                let found = await code {
                    try await card.converse {
                        for _ in 0..<5 { _ = try? await card.transmit(read) }
                    }
                }
                #expect(found == .noAnswer)
                await card.close()
            }
        }
    }

    @Test func `a service that dies under a connection is named`() async throws {
        try await withMonitor { service, monitor in
            let reader = service.readers[0]
            try await withChip(StubChip(), in: reader, monitor) { _ in
                let card = try await CardConnection.open(reader: reader.name)
                service.kill()
                #expect(await code { _ = try await card.transmit(read) } == .serviceUnavailable)
                await card.close()
            }
        }
    }
}
