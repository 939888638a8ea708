package import Fingerprint

/// A NEXT NB-1010-U: asked for its finger level, it tells; asked for a scan, it sends ninety frames of two lines.
package struct NB1010Firmware: ScannerFirmware {
    /// Columns and rows of its image.
    package static let width = 256
    package static let height = 180

    /// One interface without class: interrupt 0x81, bulk OUT 0x02, bulk IN 0x83.
    package let identity = USBIdentity(
        vendorID: 0x298D, productID: 0x1010, release: 0x0001,
        interfaces: [
            9, 4, 0, 0, 3, 0, 0, 0, 0, 7, 5, 0x81, 3, 0x40, 0, 5, 7, 5, 0x02, 2, 0x40, 0, 0, 7, 5, 0x83, 2, 0x40, 0, 0,
        ], interfaceCount: 1)

    private var finger: [UInt8]?
    private var mouth = BulkMouth()
    private var faults = FaultTable()
    private var hasAsked = false

    package init() {}

    /// It has been asked for a finger and none is there.
    package var isAwaitingFinger: Bool { hasAsked && finger == nil }

    package mutating func place(_ image: FingerImage?) -> [FirmwareAnswer] {
        finger = image.map { SensorWindow.crop($0, width: Self.width, height: Self.height) }
        return []
    }

    package mutating func inject(_ fault: VirtualScannerFault, times: Int) { faults.inject(fault, times: times) }

    package mutating func reset() {
        hasAsked = false
        mouth.forget()
    }

    package mutating func forgetRequests() {
        hasAsked = false
        mouth.forgetListeners()
    }

    package mutating func discard(_ id: UInt64) { mouth.discard(id) }

    package mutating func handle(_ request: FirmwareRequest) -> [FirmwareAnswer] {
        let id = request.id
        switch request.kind {
        case .control: return [.stall(id: id)]
        case .interrupt: return []
        case .bulkIn(let length):
            if faults.strikes(.bulkStall) { return [.stall(id: id)] }
            return mouth.ask(id, length)
        case .bulkOut(let bytes): return [.complete(id: id, bytes)] + answer(bytes)
        }
    }

    private mutating func answer(_ bytes: [UInt8]) -> [FirmwareAnswer] {
        guard bytes.count >= 8, bytes[0] == 0x80, Int(bytes[4]) == bytes.count, !faults.strikes(.silence) else {
            return []
        }
        if faults.strikes(.garbage) { return mouth.say((0..<16).map { UInt8($0) &* 37 }) }
        switch bytes[1] {
        case 0x38:
            hasAsked = true
            return mouth.say(Self.frame(0x37, bytes[2], [0, 0, 0, 0, finger == nil ? 0x02 : 0xF7, 0, 0, 0]))
        case 0x0D: return mouth.say(Self.frame(0x20, bytes[2], [UInt8](repeating: 0, count: 8)))
        case 0x12: return scan(sequence: bytes[2])
        default: return []
        }
    }

    private mutating func scan(sequence: UInt8) -> [FirmwareAnswer] {
        var answers = mouth.say(Self.frame(0x20, sequence, [0, 0, 0, 0, 3, 0, 0, 0]))
        let glass = [UInt8](repeating: 230, count: Self.width * Self.height)
        let pixels = finger ?? glass
        if faults.strikes(.emptyFrame) { return answers }
        let isShort = faults.strikes(.shortFrame)
        let isAbsurd = faults.strikes(.absurdLineCount)
        for index in 0..<(Self.height / 2) {
            let isLast = index + 1 == Self.height / 2
            let line = isAbsurd ? 0xFFFF : 1 + 2 * index
            var data: [UInt8] = [0, 0, 0, 0, isLast ? 0 : 1, 0, 0, 0]
            data += [UInt8(line & 0xFF), UInt8(line >> 8), 0, 0, 0, 1, 0, 0, 1]
            data += pixels[(2 * index * Self.width)..<((2 * index + 2) * Self.width)] + [0, 0, 0]
            let frame = Self.frame(0x21, 0, data)
            answers += mouth.say(isShort && index == 40 ? Array(frame.prefix(100)) : frame)
        }
        return answers
    }

    private static func frame(_ command: UInt8, _ sequence: UInt8, _ data: [UInt8]) -> [UInt8] {
        let length = 8 + data.count
        return [0x80, command, sequence, 0, UInt8(length & 0xFF), UInt8(length >> 8), 0, 0] + data
    }
}

/// The part of a print that a window sees.
enum SensorWindow {
    /// The middle of `image`, filled up with its lightest grey where it is smaller than the window.
    static func crop(_ image: FingerImage, width: Int, height: Int) -> [UInt8] {
        let ground = image.pixels.max() ?? 255
        let (left, top) = ((image.width - width) / 2, (image.height - height) / 2)
        return (0..<(width * height)).map { place in
            let (x, y) = (place % width + left, place / width + top)
            guard (0..<image.width).contains(x), (0..<image.height).contains(y) else { return ground }
            return image.pixels[y * image.width + x]
        }
    }
}
