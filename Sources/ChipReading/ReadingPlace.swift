internal import Synchronization
internal import TravelDocument

/// Where a reading is. Also seen from outside: a reading that hangs cannot tell any more.
final class ReadingPlace: Sendable {
    private let reading = Mutex<ChipReading?>(nil)

    /// What has come so far; nil before the chip has said anything.
    var partial: ChipReading? {
        get { reading.withLock { $0 } }
        set { reading.withLock { $0 = newValue } }
    }

    private let value = Mutex<(step: ChipReadingStep, file: LDSFile?)>((.capabilities, nil))

    /// The step and the file that errors name.
    var now: (step: ChipReadingStep, file: LDSFile?) {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
