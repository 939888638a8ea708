internal import Checkpoint
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// A lane's announcements as server-sent events (WHATWG HTML §9.2), with ids and resume.
struct EventStream: Sendable {
    /// Names this run of the daemon: an id of an earlier run resumes nothing.
    let epoch: String
    private let open = OpenStreams()

    init(epoch: String) {
        self.epoch = epoch
    }

    /// The stream of one lane, after the event that `Last-Event-ID` names, if it is one of ours.
    func response(of lane: Lane, lastEventID: String?) throws -> Response {
        guard let ticket = open.enter() else {
            throw ProblemDetails(
                "tooManyStreams", status: .serviceUnavailable, title: "Too many event streams are open")
        }
        let announcements = lane.announcements.listen(after: lastEventID.flatMap(number))
        let epoch = epoch
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer { ticket.leave() }
                for await frame in Self.frames(announcements) {
                    try await writer.write(ByteBuffer(string: Self.text(frame, epoch: epoch)))
                }
                try await writer.finish(nil)
            })
    }

    private func number(_ id: String) -> UInt64? {
        let parts = id.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, parts[0] == epoch else { return nil }
        return UInt64(parts[1])
    }

    private enum Frame: Sendable {
        case announcement(NumberedAnnouncement)
        case keepAlive
    }

    /// Announcements, and a sign of life in every silence; ends with the announcements.
    private static func frames(_ announcements: AsyncStream<NumberedAnnouncement>) -> AsyncStream<Frame> {
        let (stream, continuation) = AsyncStream.makeStream(of: Frame.self, bufferingPolicy: .bufferingNewest(256))
        let heart = Task {
            while true {
                try await Task.sleep(for: .seconds(Limits.keepAliveSeconds))
                continuation.yield(.keepAlive)
            }
        }
        let source = Task {
            for await announcement in announcements { continuation.yield(.announcement(announcement)) }
            continuation.finish()
        }
        continuation.onTermination = { _ in
            heart.cancel()
            source.cancel()
        }
        return stream
    }

    private static func text(_ frame: Frame, epoch: String) -> String {
        guard case .announcement(let numbered) = frame else { return ": keep-alive\n\n" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(numbered.announcement)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return "id: \(epoch)-\(numbered.number)\nevent: \(numbered.announcement.event.rawValue)\ndata: \(json)\n\n"
    }
}

/// Counts open event streams.
private final class OpenStreams: Sendable {
    private let count = Mutex(0)

    /// Gives back its place exactly once, at the latest when it is released.
    final class Ticket: Sendable {
        private let streams: OpenStreams
        private let isOut = Mutex(false)

        init(_ streams: OpenStreams) { self.streams = streams }

        deinit { leave() }

        func leave() {
            let first = isOut.withLock { isOut in
                defer { isOut = true }
                return !isOut
            }
            if first { streams.count.withLock { $0 -= 1 } }
        }
    }

    func enter() -> Ticket? {
        let entered = count.withLock { count in
            guard count < Limits.eventStreams else { return false }
            count += 1
            return true
        }
        return entered ? Ticket(self) : nil
    }
}
