import SmartCard
import Synchronization

/// Passes commands on and keeps them with their answers.
final class RecordingChannel: CardChannel {
    private let inner: any CardChannel
    private let kept = Mutex<[(command: CommandAPDU, answer: ResponseAPDU)]>([])

    init(_ inner: any CardChannel) {
        self.inner = inner
    }

    var lengths: APDULengths { inner.lengths }

    var exchanges: [(command: CommandAPDU, answer: ResponseAPDU)] { kept.withLock { $0 } }

    func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
        let answer = try await inner.transmit(command)
        kept.withLock { $0.append((command, answer)) }
        return answer
    }
}
