import Simulators
import Support
import Testing

extension EndToEnd {
    /// The event stream of a lane, which a kiosk may lose and take up again.
    @Suite struct EventStreamTests {
        private typealias Numbered = (id: String?, event: KioskEvent)

        /// The events up to the first `ready` after a completed crossing.
        private func untilReady(_ stream: AsyncStream<Numbered>) async -> [Numbered] {
            var events: [Numbered] = []
            for await event in stream {
                events.append(event)
                if event.event.event == "ready", events.contains(where: { $0.event.event == "completed" }) { break }
            }
            return events
        }

        @Test func `who comes back hears what was missed, once and in order, like everybody else`() async throws {
            try await Gate.open { gate in
                let kiosk = gate.daemon.kiosk()
                // Both listen before anything happens: each waits for its first event.
                let first = kiosk.events()
                let second = kiosk.events()
                var iterators = [first.makeAsyncIterator(), second.makeAsyncIterator()]
                for index in iterators.indices {
                    #expect(await iterators[index].next()?.event.event == "ready")
                }
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)))
                let heard = await untilReady(first)
                let other = await untilReady(second)
                let ids = heard.compactMap(\.id)
                #expect(ids.count == heard.count)
                #expect(Set(ids).count == ids.count)
                #expect(ids.count > 8)
                #expect(other.compactMap(\.id) == ids)
                #expect(other.map(\.event) == heard.map(\.event))

                for index in [0, ids.count / 2, ids.count - 2] {
                    let resumed = kiosk.events(after: ids[index])
                    var missed: [Numbered] = []
                    for await event in resumed {
                        missed.append(event)
                        if event.id == ids.last { break }
                    }
                    // All but the opening of a gate that has closed again: nobody stands there any more.
                    let expected = heard[(index + 1)...].filter { $0.event.gate != "open" }
                    #expect(missed.compactMap(\.id) == expected.compactMap(\.id))
                    #expect(missed.map(\.event) == expected.map(\.event))
                }

                // A number of another run of the daemon, or nonsense, begins with the present picture.
                #expect(await gate.stop() == 0)
                try await gate.daemon.start()
                for id in [ids[2], "nonsense", "-", ids[2] + "99999999999999999999"] {
                    for await event in gate.daemon.kiosk().events(after: id) {
                        #expect(event.event.event == "ready", "\(id)")
                        #expect(event.id.map(ids.contains) == false, "\(id)")
                        break
                    }
                }
                try await gate.expectNextPasses()
            }
        }

        @Test func `a kiosk that starts in the middle of a crossing gets the picture`() async throws {
            try await Gate.open { gate in
                var picture: [String] = []
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    guard event.step == "placeFinger" else { return }
                    for await (_, event) in gate.daemon.kiosk().events() {
                        picture.append(event.step ?? event.event)
                        if event.step == "placeFinger" { break }
                    }
                }
                try await gate.expectPassed(passage)
                #expect(picture.first == "started")
                #expect(picture.last == "placeFinger")
            }
        }

        @Test func `more listeners than there is room for are turned away, and their room is given back`() async throws
        {
            try await Gate.open { gate in
                let kiosk = gate.daemon.kiosk()
                let http = RawHTTP(endpoint: kiosk.client.endpoint)
                var streams: [AsyncStream<Numbered>] = []
                for _ in 0..<64 {
                    let stream = kiosk.events()
                    for await _ in stream { break }
                    streams.append(stream)
                }
                let refused = try http.send("GET", "/v1/lanes/gate-1/events", type: nil)
                #expect(refused?.status == 503)
                #expect(refused?.problem["type"] as? String == "urn:boomt:problem:tooManyStreams")
                // They go; the daemon notices as soon as there is something to tell them.
                streams.removeAll()
                // Each place is given back on its own: with eight taken at once, all have been told often enough.
                for _ in 0..<100 where streams.count < 8 {
                    _ = try kiosk.begin(mrz: "", direction: "exit")
                    let stream = kiosk.events()
                    for await _ in stream {
                        streams.append(stream)
                        break
                    }
                }
                #expect(streams.count == 8)
                streams.removeAll()
                try await gate.expectNextPasses()
            }
        }
    }
}
