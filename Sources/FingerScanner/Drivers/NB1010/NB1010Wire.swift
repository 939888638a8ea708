/// Frames of the NB-1010: `80 | command | sequence | 00 | length of all, 32 bits little endian | data`.
enum NB1010Wire {
    /// Columns and rows of the sensor.
    static let width = 256
    static let height = 180
    /// The vendor's figure.
    static let pixelsPerInch = 385
    /// Lines that one frame of the image carries.
    static let linesPerFrame = 2
    /// Bytes of a frame of the image.
    static let imageFrameLength = 540
    /// Bytes of every other answer.
    static let answerLength = 16
    /// Where the pixels of a frame begin.
    private static let pixelOffset = 25
    /// Finger levels above this mean a finger; bare glass stays near 0, skin gives 240.
    private static let fingerLevel: UInt8 = 0x30

    /// Asks how much finger lies on the sensor.
    static let askLevel: [UInt8] = [0x80, 0x38, 0x01, 0x00, 0x08, 0x00, 0x00, 0x00]
    /// Makes the sensor ready for a scan.
    static let prepare: [UInt8] = [0x80, 0x0D, 0x03, 0x00, 0x0C, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00]
    /// Starts a scan.
    static let scan: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 32)
        bytes.replaceSubrange(0..<9, with: [0x80, 0x12, 0x04, 0x00, 0x20, 0x00, 0x00, 0x00, 0x02])
        bytes[28] = 0x20
        return bytes
    }()

    /// Whether the answer to `askLevel` tells of a finger.
    static func isFinger(_ answer: [UInt8]) throws(ScannerError) -> Bool {
        try check(answer, command: 0x37, step: "finger level")
        return answer[12] > fingerLevel
    }

    /// Checks an answer that says no more than that the command was taken.
    static func checkTaken(_ answer: [UInt8], step: String) throws(ScannerError) {
        try check(answer, command: 0x20, step: step)
    }

    private static func check(_ answer: [UInt8], command: UInt8, step: String) throws(ScannerError) {
        guard answer.count == answerLength, answer[0] == 0x80, answer[1] == command, number(answer, 4) == answerLength
        else { throw ScannerError(.badFrame, step) }
    }

    /// The pixels of frame `index` (0...89) of an image: two lines.
    static func lines(_ frame: [UInt8], index: Int) throws(ScannerError) -> ArraySlice<UInt8> {
        let isLast = index + 1 == height / linesPerFrame
        guard frame.count == imageFrameLength, frame[0] == 0x80, frame[1] == 0x21,
            number(frame, 4) == imageFrameLength, number(frame, 20) == width,
            number(frame, 16) == 1 + linesPerFrame * index, number(frame, 12) == (isLast ? 0 : 1)
        else { throw ScannerError(.badFrame, "image frame \(index)") }
        return frame[pixelOffset..<(pixelOffset + linesPerFrame * width)]
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
}
