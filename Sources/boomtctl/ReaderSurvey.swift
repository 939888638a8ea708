internal import SmartCard

/// The readers of this machine and what lies on them, asked once.
///
/// `ReaderMonitor` tells of changes and never says that its first picture is complete; after a short silence it is
/// taken to be. No card is touched.
struct ReaderSurvey {
    /// What PC/SC said.
    enum Answer: Sendable, Equatable {
        /// The readers in the order of their arrival.
        case readers([Row])
        /// pcscd does not run or refuses us.
        case noService
        /// pcscd runs and does not answer.
        case silence
    }

    /// One reader.
    struct Row: Sendable, Equatable {
        /// PC/SC's name.
        let name: String
        /// `empty`, `card` or `unresponsive`.
        var state = "empty"
        /// The card's answer to reset; empty without a card.
        var answerToReset: [UInt8] = []
    }

    private enum Step: Sendable {
        case event(ReaderEvent)
        /// No event since the one of this number.
        case quiet(after: Int)
    }

    /// A name that no reader has: asking for it reaches the service and nothing else.
    private static let nobody = "boomt: no such reader"

    private var rows: [Row] = []
    private var isServiceThere = false

    /// Asks the service and then collects what the monitor tells.
    static func take() async -> Answer {
        do throws(SmartCardError) {
            await (try CardConnection.open(reader: nobody)).close()
        } catch {
            if error.code == .serviceUnavailable { return .noService }
            if error.code == .noAnswer || error.code == .tooManyHungReaders { return .silence }
        }
        let monitor = ReaderMonitor()
        let (steps, sink) = AsyncStream.makeStream(of: Step.self)
        let events = monitor.events()
        let watching = Task { await monitor.run() }
        let forwarding = Task {
            for await event in events { sink.yield(.event(event)) }
        }
        defer {
            watching.cancel()
            forwarding.cancel()
        }
        return await ReaderSurvey().collect(steps, sink)
    }

    private func collect(_ steps: AsyncStream<Step>, _ sink: AsyncStream<Step>.Continuation) async -> Answer {
        var survey = self
        var count = 0
        Self.wake(sink, after: count, in: Limits.readerSurvey)
        for await step in steps {
            switch step {
            case .event(let event):
                survey.take(event)
                count += 1
                Self.wake(sink, after: count, in: Limits.readerSilence)
            case .quiet(let last) where last == count:
                return survey.isServiceThere ? .readers(survey.rows) : .silence
            case .quiet: break
            }
        }
        return .silence
    }

    private static func wake(_ sink: AsyncStream<Step>.Continuation, after count: Int, in time: Duration) {
        Task {
            try? await Task.sleep(for: time)
            sink.yield(.quiet(after: count))
        }
    }

    private mutating func take(_ event: ReaderEvent) {
        switch event {
        case .serviceAvailable: isServiceThere = true
        case .serviceLost: isServiceThere = false
        case .readerArrived(let reader): rows.append(Row(name: reader))
        case .readerLeft(let reader): rows.removeAll { $0.name == reader }
        case .cardInserted(let reader, let answer): set(Row(name: reader, state: "card", answerToReset: answer))
        case .cardUnresponsive(let reader): set(Row(name: reader, state: "unresponsive"))
        case .cardRemoved(let reader): set(Row(name: reader))
        }
    }

    private mutating func set(_ row: Row) {
        for index in rows.indices where rows[index].name == row.name { rows[index] = row }
    }
}
