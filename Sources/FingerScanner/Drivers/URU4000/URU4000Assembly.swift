/// Puts the lines of a frame together, block by block: descrambles them and fills in those that are absent.
///
/// ```swift
/// var assembly = URU4000Assembly(frame, key: key)
/// while let number = assembly.advance() { assembly.setCipher(fetchKey(number)) }
/// let pixels = assembly.pixels
/// ```
struct URU4000Assembly: Sendable {
    private let frame: URU4000Frame
    private var cipher: URU4000Cipher?
    private var keyNumber: UInt8
    private var nextBlock = 0
    /// The key of `nextBlock` has been asked for and set.
    private var hasKeyOfBlock = false
    private var position = 0
    private var plain: [UInt8] = []
    /// Output lines that are absent in the stream, as indices into the output.
    private var gaps: [(line: Int, count: Int)] = []
    private var line = 0

    /// - Parameter cipher: starts with the key of the frame's number; nil for a frame in clear.
    init(_ frame: URU4000Frame, cipher: URU4000Cipher?) {
        self.frame = frame
        self.cipher = cipher
        keyNumber = frame.keyNumber
    }

    /// The key that was asked for by `advance`.
    mutating func setCipher(_ cipher: URU4000Cipher) {
        self.cipher = cipher
    }

    /// Works until the frame is complete (nil) or another key is needed: the number of that key.
    mutating func advance() -> UInt8? {
        while nextBlock < frame.blocks.count {
            let block = frame.blocks[nextBlock]
            if block.changesKey, cipher != nil, !hasKeyOfBlock {
                keyNumber &+= 1
                hasKeyOfBlock = true
                return keyNumber
            }
            hasKeyOfBlock = false
            take(block)
            nextBlock += 1
        }
        return nil
    }

    private mutating func take(_ block: URU4000Frame.Block) {
        let count = block.lines * URU4000Frame.width
        if block.isAbsent {
            // The key runs on over lines that are not there.
            if block.advancesKey { cipher?.skip(count) }
            gaps.append((line, block.lines))
        } else {
            let bytes = frame.payload[position..<(position + count)]
            if block.isEncrypted, cipher != nil {
                plain += cipher?.decrypt(bytes) ?? []
            } else {
                plain += bytes
                if block.advancesKey { cipher?.skip(count) }
            }
            position += count
        }
        line += block.lines
    }

    /// The whole sensor, 384 x 290, bright ridges, as the sensor is built in. Call when `advance` has returned nil.
    var pixels: [UInt8] {
        let width = URU4000Frame.width
        var output: [UInt8] = []
        output.reserveCapacity(width * URU4000Frame.height)
        var source = 0
        var remainingGaps = gaps[...]
        while output.count < line * width {
            if let gap = remainingGaps.first, gap.line * width == output.count {
                remainingGaps.removeFirst()
                // At the end of the frame nothing follows: the last line is repeated.
                let repeated = min(source, plain.count - width)
                for _ in 0..<gap.count { output += plain[repeated..<(repeated + width)] }
            } else {
                output += plain[source..<(source + width)]
                source += width
            }
        }
        // Glass without a finger is dark in the raw data.
        output += [UInt8](repeating: 0, count: width * URU4000Frame.height - output.count)
        return output
    }
}
