package import Fingerprint

/// A UPEK TouchChip TCS1 with its coprocessor: 192 x 270 pixels, sent in frames of its "Ciao" messages.
package struct TouchChipFirmware: ScannerFirmware {
    /// Columns and rows of its image.
    package static let width = 192
    package static let height = 270

    /// One vendor interface: bulk IN 0x81, bulk OUT 0x02, interrupt 0x83.
    package let identity = USBIdentity(
        vendorID: 0x147E, productID: 0x2016, release: 0x0002,
        interfaces: [
            9, 4, 0, 0, 3, 0xFF, 0, 0, 0, 7, 5, 0x81, 2, 0x40, 0, 0, 7, 5, 0x02, 2, 0x40, 0, 0, 7, 5, 0x83, 3, 4, 0,
            20,
        ], interfaceCount: 1)

    private static let magic = Array("Ciao".utf8)
    private static let frameBytes = 2000

    private var finger: [UInt8]?
    private var mouth = BulkMouth()
    private var faults = FaultTable()
    private var isCapturing = false
    /// Reports that still come before the image: keep still, finger present.
    private var reports: [UInt8] = []
    private var frames: [[UInt8]] = []

    package init() {}

    package var isAwaitingFinger: Bool { isCapturing && finger == nil && mouth.isAsked }

    package mutating func place(_ image: FingerImage?) -> [FirmwareAnswer] {
        finger = image.map { SensorWindow.crop($0, width: Self.width, height: Self.height) }
        guard isCapturing, finger != nil, reports.isEmpty, frames.isEmpty else { return [] }
        return beginImage()
    }

    package mutating func inject(_ fault: VirtualScannerFault, times: Int) { faults.inject(fault, times: times) }

    package mutating func reset() {
        (isCapturing, reports, frames) = (false, [], [])
        mouth.forget()
    }

    package mutating func forgetRequests() { mouth.forgetListeners() }

    package mutating func discard(_ id: UInt64) { mouth.discard(id) }

    package mutating func handle(_ request: FirmwareRequest) -> [FirmwareAnswer] {
        let id = request.id
        switch request.kind {
        case .interrupt: return []
        case .control(type: 0x40, request: 0x0C, value: 0x0100, index: 0x0400, let bytes, _):
            return [.complete(id: id, bytes)] + say(0x03, [0, 0, 0, 0, 0xC0])
        case .control: return [.stall(id: id)]
        case .bulkIn(let length):
            if faults.strikes(.bulkStall) { return [.stall(id: id)] }
            let talk = isCapturing && finger == nil && mouth.isHeard && faults.strikes(.chatter) ? say(0x08, []) : []
            return talk + mouth.ask(id, length)
        case .bulkOut(let bytes): return [.complete(id: id, bytes)] + answer(bytes)
        }
    }

    private mutating func answer(_ bytes: [UInt8]) -> [FirmwareAnswer] {
        guard bytes.count >= 9, bytes.starts(with: Self.magic), !faults.strikes(.silence) else { return [] }
        let payload = Array(bytes[7..<(bytes.count - 2)])
        switch (bytes[4], payload.first) {
        case (0x04, _): return say(0x05, [0x01])
        case (0x07, _):
            (isCapturing, reports, frames) = (false, [], [])
            return say(0x01, [0x30])
        case (0x09, _): return goOn()
        case (0x00, 0x28) where payload.count > 5 && payload[5] == 0x06: return say(0x00, Self.information)
        case (0x00, 0x28) where payload.count > 5 && payload[5] == 0x0E:
            isCapturing = true
            // The device tells that nobody is there, and asks whether its host still is.
            return say(0x00, Self.report(0x0C)) + (finger == nil ? say(0x08, []) : [])
        case (0x00, 0x28), (0x00, 0x30): return goOn()
        default: return []
        }
    }

    /// What comes after the host has told it to go on.
    private mutating func goOn() -> [FirmwareAnswer] {
        guard isCapturing else { return [] }
        if !reports.isEmpty { return say(0x00, Self.report(reports.removeFirst())) }
        if !frames.isEmpty { return say(0x00, frames.removeFirst()) }
        guard finger != nil else { return [] }
        return beginImage()
    }

    private mutating func beginImage() -> [FirmwareAnswer] {
        guard let finger else { return [] }
        reports = [0x00]
        frames = []
        var rest = finger[...]
        if faults.strikes(.shortFrame) { rest = rest.dropLast(500) }
        if faults.strikes(.absurdLineCount) { rest += [UInt8](repeating: 7, count: 4000) }
        while !rest.isEmpty {
            let part = Array(rest.prefix(Self.frameBytes))
            rest = rest.dropFirst(Self.frameBytes)
            if frames.isEmpty {
                frames.append([0x2C] + [UInt8](repeating: 0xCA, count: 10) + part)
            } else if rest.isEmpty {
                frames.append([0x20] + part + [0, 0, 0, 0])
            } else {
                frames.append([0x24] + part)
            }
        }
        if faults.strikes(.emptyFrame) { frames = [[0x20]] }
        if faults.strikes(.death) { reports = [0x1D] }
        return say(0x00, Self.report(0x13))
    }

    private mutating func say(_ type: UInt8, _ payload: [UInt8]) -> [FirmwareAnswer] {
        let body = [type, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)] + payload
        var checksum: UInt16 = 0
        for byte in body {
            checksum ^= UInt16(byte) << 8
            for _ in 0..<8 { checksum = checksum & 0x8000 != 0 ? checksum << 1 ^ 0x1021 : checksum << 1 }
        }
        if faults.strikes(.garbage) { checksum ^= 1 }
        let message = Self.magic + body + [UInt8(checksum & 0xFF), UInt8(checksum >> 8)]
        // A transfer without bytes comes first when the device had to think, and 64 bytes are the least it sends.
        let padded = message + [UInt8](repeating: 0, count: max(0, 64 - message.count))
        return (type == 0 ? mouth.say([]) : []) + mouth.say(padded)
    }

    private static func report(_ state: UInt8) -> [UInt8] {
        [0x28, 0x11, 0, 0, 0, 0, 0x20, 0x01, 0, 0, 0, state, 0, 0, 0, 0, 0, 0, 0, 0]
    }

    /// A TCS1: area sensor, 256 x 360 of which three quarters are delivered.
    private static let information: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 55)
        bytes.replaceSubrange(0..<7, with: [0x28, 0x34, 0, 0, 0, 0x06, 0x14])
        bytes.replaceSubrange(43..<47, with: [0x00, 0x01, 0x68, 0x01])
        return bytes
    }()
}
