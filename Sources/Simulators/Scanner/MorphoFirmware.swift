package import Fingerprint

/// A MorphoSmart Optic as the notes describe it: a serial line over USB, packets of ILVs. No recording of a real one
/// exists, so this firmware and the driver can share a misunderstanding.
package struct MorphoFirmware: ScannerFirmware {
    /// Columns and rows of its image.
    package static let width = 416
    package static let height = 416

    /// Interface 0 is the control side of a serial line (interrupt 0x81), interface 1 its data (OUT 0x02, IN 0x83).
    package let identity = USBIdentity(
        vendorID: 0x079B, productID: 0x0024, release: 0x0100,
        interfaces: [
            9, 4, 0, 0, 1, 2, 2, 1, 0, 7, 5, 0x81, 3, 8, 0, 16, 9, 4, 1, 0, 2, 0x0A, 0, 0, 0, 7, 5, 0x02, 2, 0x40, 0,
            0, 7, 5, 0x83, 2, 0x40, 0, 0,
        ], interfaceCount: 2)

    private var finger: [UInt8]?
    private var mouth = BulkMouth()
    private var faults = FaultTable()
    private var isLineOpen = false
    private var isCapturing = false

    package init() {}

    package var isAwaitingFinger: Bool { isCapturing && finger == nil && mouth.isAsked }

    package mutating func place(_ image: FingerImage?) -> [FirmwareAnswer] {
        finger = image.map { SensorWindow.crop($0, width: Self.width, height: Self.height) }
        return finger == nil ? [] : sendImage()
    }

    package mutating func inject(_ fault: VirtualScannerFault, times: Int) { faults.inject(fault, times: times) }

    package mutating func reset() {
        (isCapturing, isLineOpen) = (false, false)
        mouth.forget()
    }

    /// A capture goes on without its host: the device does not know that nobody listens any more.
    package mutating func forgetRequests() { mouth.forgetListeners() }

    package mutating func discard(_ id: UInt64) { mouth.discard(id) }

    package mutating func handle(_ request: FirmwareRequest) -> [FirmwareAnswer] {
        let id = request.id
        switch request.kind {
        case .interrupt: return []
        case .control(type: 0x21, request: 0x22, value: 3, index: 0, let bytes, _):
            isLineOpen = true
            return [.complete(id: id, bytes)]
        case .control(type: 0x21, request: 0x20, value: 0, index: 0, let bytes, _) where bytes.count == 7:
            return [.complete(id: id, bytes)]
        case .control: return [.stall(id: id)]
        case .bulkIn(let length):
            if faults.strikes(.bulkStall) { return [.stall(id: id)] }
            let isTalking = isCapturing && finger == nil && mouth.isHeard && faults.strikes(.chatter)
            return (isTalking ? say(0x71, [0] + Self.element(0x01, [3, 0, 0, 0])) : []) + mouth.ask(id, length)
        case .bulkOut(let bytes): return [.complete(id: id, bytes)] + answer(bytes)
        }
    }

    private mutating func answer(_ bytes: [UInt8]) -> [FirmwareAnswer] {
        guard isLineOpen, bytes.count > 14, bytes.starts(with: Array("SYNC".utf8)), bytes[12] == 0x21,
            !faults.strikes(.silence)
        else { return [] }
        isCapturing = true
        if faults.strikes(.death) {
            isCapturing = false
            return say(0x21, [0xFF])
        }
        return say(0x71, [0] + Self.element(0x01, [3, 0, 0, 0])) + (finger == nil ? [] : sendImage())
    }

    private mutating func sendImage() -> [FirmwareAnswer] {
        guard isCapturing, let finger else { return [] }
        isCapturing = false
        let preview = Self.element(0x02, Self.picture(Array(finger.prefix(64 * 64)), width: 64, height: 64))
        var pixels = finger
        if faults.strikes(.shortFrame) { pixels.removeLast(1000) }
        let height = faults.strikes(.absurdLineCount) ? 0xFFFF : Self.height
        let image = Self.element(0x3D, Self.picture(pixels, width: Self.width, height: height))
        let content = faults.strikes(.emptyFrame) ? [0] : [0] + image
        return say(0x71, [0] + preview) + say(0x21, content)
    }

    private mutating func say(_ identifier: UInt8, _ value: [UInt8]) -> [FirmwareAnswer] {
        let message = Self.element(identifier, value)
        let length = UInt32(message.count)
        func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        let complement = faults.strikes(.garbage) ? length : ~length
        let packet = Array("SYNC".utf8) + word(length) + word(complement) + message + Array("EN".utf8)
        // A serial line knows no messages: pieces as they come, one of them cut in the head of a packet.
        var answers = mouth.say(Array(packet.prefix(5)))
        var rest = packet.dropFirst(5)
        while !rest.isEmpty {
            answers += mouth.say(Array(rest.prefix(4096)))
            rest = rest.dropFirst(4096)
        }
        return answers
    }

    private static func picture(_ pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
        func low(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
        return [0x0A] + low(height) + low(width) + low(500) + low(500) + [0x2C, 0] + pixels
    }

    private static func element(_ identifier: UInt8, _ value: [UInt8]) -> [UInt8] {
        let count = value.count
        func bytes(_ number: Int) -> [UInt8] { (0..<number).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } }
        return [identifier] + (count < 0xFFFF ? bytes(2) : [0xFF, 0xFF] + bytes(4)) + value
    }
}
