import Checkpoint
import Testing
import TravelDocument

@Suite struct AnnouncementBoardTests {
    private func announcement(_ event: LaneAnnouncement.Event) -> LaneAnnouncement {
        LaneAnnouncement(event, text: LocalizedText(mn: "а", en: "a"))
    }

    @Test func `a listener that comes back gets what it missed`() async {
        let board = AnnouncementBoard()
        for _ in 0..<5 { board.post(announcement(.progress)) }
        let stream = board.listen(after: 3)
        board.close()
        var numbers: [UInt64] = []
        for await numbered in stream { numbers.append(numbered.number) }
        #expect(numbers == [4, 5])
    }

    @Test func `a new listener begins with the crossing under way`() async {
        let board = AnnouncementBoard()
        for event in [LaneAnnouncement.Event.ready, .started, .progress, .instruction] {
            board.post(announcement(event))
        }
        let stream = board.listen(after: nil)
        board.close()
        var events: [LaneAnnouncement.Event] = []
        for await numbered in stream { events.append(numbered.announcement.event) }
        #expect(events == [.started, .progress, .instruction])
    }

    @Test(arguments: [UInt64?.none, 0, 2])
    func `a gate that has closed again is not opened by a kiosk that comes back`(last: UInt64?) async {
        func gate(_ word: String) -> LaneAnnouncement {
            LaneAnnouncement(.gate, gate: word, text: LocalizedText(mn: "а", en: "a"))
        }
        let board = AnnouncementBoard()
        board.post(announcement(.ready))
        board.post(announcement(.started))
        board.post(gate("open"))
        let during = board.listen(after: last)
        board.post(gate("close"))
        let after = board.listen(after: last)
        board.close()
        func words(_ stream: AsyncStream<NumberedAnnouncement>) async -> [String] {
            var words: [String] = []
            for await numbered in stream { words += numbered.announcement.gate.map { [$0] } ?? [] }
            return words
        }
        #expect(await words(during) == ["open", "close"])
        #expect(await words(after) == ["close"])
    }

    @Test func `a listener that does not read costs a bounded amount of memory`() async {
        let board = AnnouncementBoard()
        let stream = board.listen(after: nil)
        for _ in 0..<(Limits.announcementsPerListener * 4) { board.post(announcement(.progress)) }
        board.close()
        var count = 0
        for await _ in stream { count += 1 }
        #expect(count == Limits.announcementsPerListener)
    }

    /// Handing out and going away want each other's locks: without care this ends in a deadlock, and then the whole run hangs.
    @Test(.timeLimit(.minutes(1))) func `listeners may leave at the very moment of an announcement`() async {
        let board = AnnouncementBoard()
        let poster = Task {
            while !Task.isCancelled {
                board.post(announcement(.ready))
                await Task.yield()
            }
        }
        var heard = 0
        for _ in 0..<20_000 {
            let listener = Task {
                var count = 0
                for await _ in board.listen(after: nil) { count += 1 }
                return count
            }
            await Task.yield()
            listener.cancel()
            heard += await listener.value
        }
        poster.cancel()
        await poster.value
        #expect(heard > 0)
    }
}
