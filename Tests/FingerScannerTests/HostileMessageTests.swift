import Fingerprint
import Harness
import Testing

@testable import FingerScanner

/// Messages that no honest device sends, by the thousand: each is refused or understood, none is fatal.
struct HostileMessageTests {
    /// Well-formed messages with a few bytes changed, cut and doubled.
    private static func mutations(of seeds: [[UInt8]], count: Int, _ body: ([UInt8]) -> Void) {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<count {
            guard var bytes = seeds.randomElement(using: &random) else { return }
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                guard !bytes.isEmpty else { break }
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF].randomElement(using: &random) ?? 0
                case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: bytes.removeLast(bytes.count - place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(64), at: place)
                }
            }
            body(bytes)
        }
    }

    @Test func `MorphoSmart packets and answers`() {
        let head: [UInt8] = [0x0A, 80, 0, 64, 0, 0xF4, 1, 0xF4, 1, 0x2C, 0]
        let picture = MorphoILV(0x3D, head + [UInt8](repeating: 9, count: 64 * 80))
        let answers = [
            MorphoILV(0x21, [0] + picture.bytes).bytes, MorphoILV(0x21, [0xFF]).bytes, MorphoILV(0x50, []).bytes,
            MorphoILV(0x71, [0] + MorphoILV(0x01, [3, 0, 0, 0]).bytes).bytes,
        ]
        var (refused, images) = (0, 0)
        Self.mutations(of: answers, count: 20_000) { bytes in
            do {
                if case .image(let image) = try MorphoCapture.answer(bytes) {
                    images += 1
                    #expect(image.pixels.count == image.width * image.height)
                }
            } catch { refused += 1 }
        }
        #expect(refused > 1000 && images > 100)
        Self.mutations(of: answers.map(MorphoPacket.wrap), count: 20_000) { bytes in
            var received = bytes
            while let before = Optional(received.count), let message = try? MorphoPacket.unwrap(&received) {
                #expect(received.count < before && message.count <= MorphoPacket.longest)
            }
        }
    }

    @Test func `TouchChip messages and events`() {
        let payloads: [[UInt8]] = [
            TouchChipWire.capture, [0x28, 0x11, 0, 0, 0, 0, 0x20, 1, 0, 0, 0, 0x0C, 0, 0],
            [0x2C] + [UInt8](repeating: 1, count: 30), [0x24, 1, 2, 3], [0x20, 1, 2, 3, 0, 0, 0, 0],
            [0x28, 0x34, 0, 0, 0, 0x06, 0x14] + [UInt8](repeating: 0, count: 48),
        ]
        var refused = 0
        Self.mutations(of: payloads, count: 20_000) { bytes in
            if case .pixels(let pixels, _)? = try? TouchChipWire.event(bytes) {
                #expect(pixels.count < bytes.count)
            }
            do { _ = try TouchChipWire.geometry(bytes) } catch { refused += 1 }
        }
        #expect(refused > 10_000)
        let messages = payloads.map { CiaoMessage(TouchChipWire.data, sequence: 3, $0).bytes }
        var broken = 0
        Self.mutations(of: messages, count: 20_000) { bytes in
            do {
                let message = try CiaoMessage(parsing: bytes)
                #expect(message.payload.count + CiaoMessage.overhead <= bytes.count)
            } catch { broken += 1 }
        }
        #expect(broken > 5_000)
    }

    @Test func `NB_1010 frames`() {
        var frame = [UInt8](repeating: 0, count: NB1010Wire.imageFrameLength)
        frame.replaceSubrange(0..<8, with: [0x80, 0x21, 0, 0, 0x1C, 0x02, 0, 0])
        (frame[12], frame[16], frame[21]) = (1, 1, 1)
        let level: [UInt8] = [0x80, 0x37, 1, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0xF7, 0, 0, 0]
        var (lines, levels) = (0, 0)
        Self.mutations(of: [frame, level], count: 20_000) { bytes in
            if let pixels = try? NB1010Wire.lines(bytes, index: 0) {
                lines += 1
                #expect(pixels.count == 2 * NB1010Wire.width)
            }
            if (try? NB1010Wire.isFinger(bytes)) != nil { levels += 1 }
        }
        #expect(lines > 10 && levels > 10 && lines + levels < 20_000)
    }
}
