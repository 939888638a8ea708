import Testing

@testable import Checkpoint

/// Who guesses waits; moments are told, nobody sleeps.
@Suite struct RefusalBookTests {
    private var book = RefusalBook()
    private let gate: LaneID
    private let desk: LaneID

    init() throws {
        gate = try #require(LaneID("gate-1"))
        desk = try #require(LaneID("desk-1"))
    }

    /// A try from beginning to end; seconds to wait when it is not heard.
    private mutating func attempt(
        _ officer: String, at lane: LaneID? = nil, _ seconds: Int64, _ end: RefusalBook.End = .refused
    ) -> Int64? {
        let lane = lane ?? gate
        if let wait = book.begin(officer, at: lane, seconds * 1000) { return wait }
        book.end(officer, at: lane, seconds * 1000, end)
        return nil
    }

    @Test mutating func `five refusals in a row cost nothing, then the wait doubles up to an hour`() {
        for _ in 0..<5 { #expect(attempt("17", 0) == nil) }
        var now: Int64 = 0
        for wait: Int64 in [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600] {
            #expect(attempt("17", now) == wait)
            #expect(attempt("17", now + wait - 1) == 1)
            now += wait
            #expect(attempt("17", now) == nil)
        }
        #expect(RefusalBook.wait(afterRefusals: .max) == 3600)
    }

    @Test mutating func `a log-in ends the row`() {
        for _ in 0..<4 { #expect(attempt("17", 0) == nil) }
        #expect(attempt("17", 0, .loggedIn) == nil)
        for _ in 0..<5 { #expect(attempt("17", 0) == nil) }
        #expect(attempt("17", 0) == 60)
    }

    @Test mutating func `a number waits at every lane, a lane for every number, the others go on`() {
        for _ in 0..<5 { #expect(attempt("17", at: gate, 0) == nil) }
        #expect(attempt("17", at: desk, 1) == 59)
        #expect(attempt("18", at: gate, 1) == 59)
        #expect(attempt("18", at: desk, 1, .loggedIn) == nil)
        #expect(book.takeUnheard() == [gate: 1, desk: 1])
    }

    @Test mutating func `a success of one officer does not let another number be guessed`() {
        for _ in 0..<5 {
            #expect(attempt("17", 0) == nil)
            #expect(attempt("18", 0, .loggedIn) == nil)
        }
        #expect(attempt("17", 0) == 60)
        #expect(attempt("18", 0, .loggedIn) == nil)
    }

    @Test mutating func `tries at once are no more than one after the other`() {
        for _ in 0..<5 { #expect(book.begin("17", at: gate, 0) == nil) }
        #expect(book.begin("17", at: gate, 0) == 1)
        for _ in 0..<5 { book.end("17", at: gate, 10, .refused) }
        #expect(book.begin("17", at: gate, 10) == 60)
        // After the wait one at a time.
        #expect(book.begin("17", at: gate, 60_010) == nil)
        #expect(book.begin("17", at: gate, 60_010) == 1)
        book.end("17", at: gate, 60_010, .undecided)
        #expect(book.begin("17", at: gate, 60_010) == nil)
    }

    @Test mutating func `a new passphrase and a freed lane end the wait`() {
        for _ in 0..<5 { #expect(attempt("17", 0) == nil) }
        book.forget(officer: "17")
        #expect(attempt("17", 0) == 60)
        book.forget(lane: gate)
        #expect(attempt("17", 0) == nil)
    }

    @Test mutating func `what was not heard is counted once, and given back when it could not be told`() {
        for _ in 0..<8 { _ = attempt("17", 0) }
        #expect(book.takeUnheard(at: gate) == 3)
        #expect(book.takeUnheard(at: gate) == 0)
        book.giveBack(3, at: gate)
        #expect(book.takeUnheard() == [gate: 3])
        #expect(book.takeUnheard().isEmpty)
    }

    @Test mutating func `a flood of numbers neither grows without bound nor frees the lane`() throws {
        for number in 0..<6000 {
            let lane = try #require(LaneID("lane-\(number)"))
            #expect(attempt("n\(number)", at: lane, 0) == nil)
        }
        for _ in 0..<5 { _ = attempt("17", 1) }
        #expect(attempt("17", 1) == 60)
    }
}
