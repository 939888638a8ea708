/// Numbers of the register protocol: one vendor request, value = first register, length = number of registers.
enum URU4000Register {
    /// bRequest of every access.
    static let request: UInt8 = 0x04
    /// HWSTAT, 1 byte.
    static let hardwareStatus: UInt16 = 0x07
    /// Write, 5 bytes: number of the image key, host seed little endian.
    static let keySelection: UInt16 = 0x33
    /// Read, 4 bytes: image key XOR host seed, little endian.
    static let scrambledKey: UInt16 = 0x34
    /// MODE, 1 byte.
    static let mode: UInt16 = 0x4E
    /// Read, 16 bytes: versions.
    static let deviceInformation: UInt16 = 0xF0
    /// Write, 16 bytes: response to the challenge.
    static let response: UInt16 = 0x2000
    /// Read, 16 bytes: challenge of the Microsoft Fingerprint Reader v2.
    static let challenge: UInt16 = 0x2010
    /// Registers of the device information.
    static let deviceInformationLength = 16
}

/// Values of the MODE register.
enum URU4000Mode: UInt8, Sendable {
    /// Report when a finger comes.
    case awaitFingerOn = 0x10
    /// Report when the finger goes.
    case awaitFingerOff = 0x12
    /// Send images.
    case capture = 0x20
    /// Light off.
    case off = 0x70
}

/// The HWSTAT register.
struct URU4000Status: Sendable, Equatable {
    /// The register as it was read.
    let value: UInt8

    /// The sensor is powered down (bit 7).
    var isLowPower: Bool { value & 0x80 != 0 }
    /// The sensor hangs and must be rebooted before it is powered up: bit 7 together with bit 2.
    var needsReboot: Bool { value & 0x84 == 0x84 }
    /// Set after a reboot (bit 0).
    var isRebooted: Bool { value & 0x01 != 0 }
    /// What to write to power the sensor down.
    var poweredDown: UInt8 { value | 0x80 }
    /// What to write to power the sensor up, and to reboot it.
    var poweredUp: UInt8 { value & 0x0F }
}

/// A report of the interrupt endpoint. Only the first two bytes, big endian, mean something.
enum URU4000Report: Sendable, Equatable {
    /// The sensor is powered; can come several times, and late.
    case scanPowerOn
    /// A finger lies on the sensor.
    case fingerOn
    /// The finger is gone.
    case fingerOff
    /// The next image is likely to be empty: begin the session anew.
    case death
    /// A type nobody has explained.
    case unknown(UInt16)

    /// Nil when there are fewer than two bytes.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 2 else { return nil }
        switch UInt16(bytes[0]) << 8 | UInt16(bytes[1]) {
        case 0x56AA: self = .scanPowerOn
        case 0x0101: self = .fingerOn
        case 0x0200: self = .fingerOff
        case 0x0800: self = .death
        case let type: self = .unknown(type)
        }
    }
}
