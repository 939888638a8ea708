import Testing

@testable import SmartCard

@Suite struct ReaderBoardTests {
    private func collect(_ events: AsyncStream<ReaderEvent>) async -> [ReaderEvent] {
        var all: [ReaderEvent] = []
        for await event in events { all.append(event) }
        return all
    }

    private func change(_ content: ReaderStateTable.Content, _ counter: UInt16) -> ReaderStateTable.Change {
        ReaderStateTable.Change(reader: "A", content: content, counter: counter)
    }

    @Test func `a new consumer gets the present picture first`() async {
        let board = ReaderBoard()
        board.setService(available: true)
        board.update(left: [], arrived: ["A"])
        board.update(change(.card(answerToReset: [1]), 1))
        let events = board.events()
        board.finish()
        #expect(
            await collect(events) == [
                .serviceAvailable, .readerArrived(reader: "A"), .cardInserted(reader: "A", answerToReset: [1]),
            ])
    }

    @Test func `one card for another between two looks is seen`() async {
        let board = ReaderBoard()
        board.setService(available: true)
        board.update(left: [], arrived: ["A"])
        board.update(change(.card(answerToReset: [1]), 1))
        let events = board.events()
        board.update(change(.card(answerToReset: [1]), 3))
        board.update(change(.card(answerToReset: [1]), 3))
        board.update(change(.unresponsiveCard, 3))
        board.finish()
        #expect(
            await collect(events).dropFirst(3) == [
                .cardRemoved(reader: "A"), .cardInserted(reader: "A", answerToReset: [1]),
                .cardRemoved(reader: "A"), .cardUnresponsive(reader: "A"),
            ])
    }

    @Test func `a card that left and is shown again by a late reset has left`() async {
        let board = ReaderBoard()
        board.setService(available: true)
        board.update(left: [], arrived: ["A"])
        board.update(change(.card(answerToReset: [1]), 1))
        let events = board.events()
        board.update(change(.card(answerToReset: [1]), 2))
        board.update(change(.card(answerToReset: [1]), 3))
        board.finish()
        #expect(
            await collect(events).dropFirst(3) == [
                .cardRemoved(reader: "A"), .cardInserted(reader: "A", answerToReset: [1]),
            ])
    }

    @Test func `a lost service takes its readers and cards along`() async {
        let board = ReaderBoard()
        board.setService(available: true)
        board.update(left: [], arrived: ["A"])
        board.update(change(.card(answerToReset: [1]), 1))
        let events = board.events()
        board.setService(available: false)
        board.setService(available: false)
        board.finish()
        #expect(
            await collect(events).dropFirst(3) == [
                .cardRemoved(reader: "A"), .readerLeft(reader: "A"), .serviceLost,
            ])
        #expect(board.readers == [])
    }

    @Test func `a consumer that falls too far behind is let go and may ask again`() async {
        let board = ReaderBoard()
        board.setService(available: true)
        let slow = board.events()
        for _ in 0..<SmartCardLimits.eventBuffer {
            board.update(left: [], arrived: ["A"])
            board.update(left: ["A"], arrived: [])
        }
        // Ends by itself: the board has not finished.
        #expect(await collect(slow).count == SmartCardLimits.eventBuffer)
        let again = board.events()
        board.finish()
        #expect(await collect(again) == [.serviceAvailable])
    }

    /// Handing out and going away want each other's locks: without care this ends in a deadlock, and then the whole run hangs.
    @Test(.timeLimit(.minutes(1))) func `consumers may leave at the very moment of an event`() async {
        let board = ReaderBoard()
        board.setService(available: true)
        let changer = Task {
            while !Task.isCancelled {
                board.update(left: [], arrived: ["A"])
                board.update(left: ["A"], arrived: [])
                await Task.yield()
            }
        }
        var seen = 0
        for _ in 0..<3000 {
            let consumer = Task { await collect(board.events()).count }
            await Task.yield()
            consumer.cancel()
            seen += await consumer.value
        }
        changer.cancel()
        await changer.value
        #expect(seen > 0)
    }
}
