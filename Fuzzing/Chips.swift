import Dispatch
import Synchronization
import TravelDocument

@testable import ChipReading
@testable import SmartCard

/// Chips that answer whatever they like.
enum Chips {
    /// Answers of a chip inside a session: each with a MAC that fits, and once without.
    static func messaging(_ bytes: [UInt8]) {
        guard let first = bytes.first, let keys = try? SessionKeys(seed: [7], cipher: ciphers[Int(first % 4)]) else {
            return
        }
        for isAuthentic in [true, false] {
            var session = SecureMessaging(keys: keys, sendSequenceCounter: 0)
            for part in parts([UInt8](bytes.dropFirst())).prefix(4) {
                guard (try? session.protect(ChipCommand.read(offset: 0, ne: 223))) != nil else { return }
                var answer = part
                if isAuthentic { answer += mac(over: part, session, keys) }
                guard
                    (try? session.unprotect(ResponseAPDU(data: answer, statusWord: StatusWord(rawValue: 0x9000))))
                        != nil
                else { break }
                precondition(isAuthentic, "an answer without a MAC was taken")
            }
        }
    }

    private static let ciphers = SessionCipher.allCases

    private static func mac(over part: [UInt8], _ session: SecureMessaging, _ keys: SessionKeys) -> [UInt8] {
        let block = keys.cipher.blockLength
        let counter =
            [UInt8](repeating: 0, count: block - 1) + [UInt8(truncatingIfNeeded: session.sendSequenceCounter + 1)]
        var message = counter + part + [0x80]
        while message.count % block != 0 { message.append(0) }
        let mac = (try? keys.mac(padded: message)) ?? []
        return [0x8E, 8] + mac
    }

    /// A whole reading over answers that come one after the other, with and without PACE.
    static func chip(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let channel = AnswerTape(parts([UInt8](bytes.dropFirst())), lengths: first & 1 == 0 ? .short : .extended)
        let access: AccessKey = first & 2 == 0 ? .mrz(bacKeyInput: "L898902C<369080619406236") : .can("123456")
        let reader = ChipReader(
            channel: channel, limits: ChipReadingLimits(fileBytes: 4096, imageFileBytes: 8192),
            random: { [UInt8](repeating: 0x11, count: $0) })
        wait { _ = try? await reader.read(access: access, files: first & 4 == 0 ? nil : LDSFile.allCases) }
    }

    /// Runs asynchronous work to its end on this thread's time.
    private static func wait(_ work: @escaping @Sendable () async -> Void) {
        let isDone = DispatchSemaphore(value: 0)
        Task {
            await work()
            isDone.signal()
        }
        isDone.wait()
    }
}

/// Gives prepared answers in their order, then leaves.
private final class AnswerTape: CardChannel {
    let lengths: APDULengths
    private let answers: Mutex<ArraySlice<[UInt8]>>

    init(_ answers: [[UInt8]], lengths: APDULengths) {
        self.answers = Mutex(answers[...])
        self.lengths = lengths
    }

    func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
        _ = try command.encoded()
        guard let answer = answers.withLock({ $0.popFirst() }) else { throw SmartCardError(.cardRemoved, "fuzz") }
        return try ResponseAPDU(parsing: answer)
    }
}
