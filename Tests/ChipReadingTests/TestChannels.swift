import Simulators
import SmartCard
import Synchronization

/// Asks a virtual chip without any reader in between.
final class DirectChannel: CardChannel {
    let lengths: APDULengths
    private let chip: Mutex<any VirtualChip>
    private let sent = Mutex<[CommandAPDU]>([])

    init(_ chip: any VirtualChip, lengths: APDULengths = .short) {
        self.chip = Mutex(chip)
        self.lengths = lengths
    }

    /// Commands so far, as they went over the wire.
    var commands: [CommandAPDU] { sent.withLock { $0 } }

    func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
        let bytes = try command.encoded()
        sent.withLock { $0.append(command) }
        switch chip.withLock({ $0.answer(to: bytes) }) {
        case .bytes(let answer): return try ResponseAPDU(parsing: answer)
        case .silence: throw SmartCardError(.noAnswer, "test")
        case .gone: throw SmartCardError(.cardRemoved, "test")
        }
    }
}

/// Expects given commands in order and gives the answers that belong to them.
final class ScriptedChannel: CardChannel {
    let lengths = APDULengths.short
    private let script: Mutex<ArraySlice<(command: [UInt8], answer: [UInt8])>>

    init(_ script: [(command: [UInt8], answer: [UInt8])]) {
        self.script = Mutex(script[...])
    }

    /// Steps that have not been asked for.
    var remaining: Int { script.withLock { $0.count } }

    func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
        let bytes = try command.encoded()
        guard let step = script.withLock({ $0.popFirst() }), step.command == bytes else {
            throw SmartCardError(.protocolError, "command is not the one of the script")
        }
        return try ResponseAPDU(parsing: step.answer)
    }
}

/// Bytes of hexadecimal digits; anything else ends them.
func hex(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.compactMap(\.hexDigitValue) {
        if let first = high {
            bytes.append(first << 4 | UInt8(digit))
            high = nil
        } else {
            high = UInt8(digit)
        }
    }
    return bytes
}
