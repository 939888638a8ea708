internal import Fingerprint

/// The one request that gives an image, and its answers.
enum MorphoCapture {
    /// Enrolment, which is how the family takes an image; nothing is stored.
    private static let request: UInt8 = 0x21
    private static let asynchronous: UInt8 = 0x71
    private static let invalid: UInt8 = 0x50
    private static let image: UInt8 = 0x3D
    private static let instruction: UInt8 = 0x01
    private static let preview: UInt8 = 0x02
    private static let imageHead = 11

    /// What a message of the device means.
    enum Answer: Sendable, Equatable {
        /// It tells the person what to do.
        case instruction
        /// A picture of what lies on the sensor now: a finger has come.
        case preview
        case image(FingerImage)
        /// The request ended without an image.
        case refused(status: UInt8)
    }

    /// Asks for one acquisition of one finger, with messages on the way, the image uncompressed.
    ///
    /// - Parameter seconds: how long the device itself waits for a finger.
    static func question(seconds: Int) -> [UInt8] {
        let time = min(max(seconds, 1), 0xFFFF)
        let fields: [UInt8] = [
            0,  // database
            UInt8(truncatingIfNeeded: time), UInt8(truncatingIfNeeded: time >> 8),
            0,  // least quality: ours decides
            1, 1,  // acquisitions, fingers
            0, 0,  // nothing is saved, no template is sent
        ]
        let elements = [
            MorphoILV(0x34, [3, 0, 0, 0]),  // instructions and previews
            MorphoILV(image, [0] + MorphoILV(0x3E, [0x2C, 0]).bytes),
            MorphoILV(0x39, [1]),  // no image of what a finger before has left
        ]
        return MorphoILV(request, fields + elements.flatMap(\.bytes)).bytes
    }

    /// Reads a message; nil for one that means nothing to us.
    static func answer(_ message: [UInt8]) throws(ScannerError) -> Answer? {
        let elements = try MorphoILV.list(message[...])
        guard let first = elements.first, elements.count == 1 else { throw ScannerError(.badFrame, "message") }
        switch first.identifier {
        case asynchronous:
            guard first.value.first == 0 else { throw ScannerError(.badFrame, "asynchronous message") }
            let inner = try MorphoILV.list(first.value.dropFirst())
            if inner.contains(where: { $0.identifier == preview }) { return .preview }
            return inner.contains { $0.identifier == instruction } ? .instruction : nil
        case request:
            guard let status = first.value.first else { throw ScannerError(.badFrame, "answer") }
            guard status == 0 else { return .refused(status: status) }
            let inner = try MorphoILV.list(first.value.dropFirst())
            guard let picture = inner.first(where: { $0.identifier == image }) else {
                throw ScannerError(.badFrame, "answer without image")
            }
            return .image(try decoded(picture.value))
        case invalid: return .refused(status: invalid)
        default: return nil
        }
    }

    /// `header size 0x0A | rows | columns | vertical dpi | horizontal dpi | compression | parameter | pixels`.
    private static func decoded(_ bytes: [UInt8]) throws(ScannerError) -> FingerImage {
        guard bytes.count >= imageHead, bytes[0] == 0x0A else { throw ScannerError(.badFrame, "image head") }
        func number(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
        let (rows, columns) = (number(1), number(3))
        // 0x2C stands for "not compressed", as in the question.
        guard number(5) == number(7), bytes[9] == 0x2C || bytes[9] == 0, bytes.count - imageHead == rows * columns
        else { throw ScannerError(.badFrame, "image head") }
        do {
            return try FingerImage(
                width: columns, height: rows, pixelsPerInch: number(5), pixels: Array(bytes[imageHead...]))
        } catch {
            throw ScannerError(.badFrame, "image")
        }
    }
}
