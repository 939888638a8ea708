import Harness
import Testing
import TravelDocument

@Suite struct TLVHostileTests {
    /// Walks everything that parses and returns the number of elements.
    private func walk(_ elements: [TLV], within range: Range<Int>) -> Int {
        elements.reduce(0) { sum, element in
            #expect(element.offset >= range.lowerBound && element.endOffset <= range.upperBound)
            let inner = (try? element.children()) ?? []
            return sum + 1 + walk(inner, within: element.content.startIndex..<element.content.endIndex)
        }
    }

    @Test func `random bytes give elements inside their bounds or an error inside the input`() {
        var generator = SeededGenerator(seed: 9303)
        var parsed = 0
        for _ in 0..<3000 {
            let bytes = generator.bytes(Int.random(in: 0...40, using: &generator))
            do throws(TLVError) {
                parsed += walk(try TLV.parse(bytes), within: 0..<bytes.count)
            } catch {
                #expect((0...bytes.count).contains(error.offset))
            }
            if let length = try? TLV.fileLength(header: bytes) { #expect(length >= 2) }
        }
        #expect(parsed > 0)
    }

    @Test func `nesting is followed to sixteen levels and not further`() throws {
        var bomb: [UInt8] = []
        for _ in 0..<5000 { bomb = TLV.encode(tag: 0x30, value: bomb) }
        var element = try TLV.parseOne(bomb)
        for level in 2...16 {
            element = try #require(try element.children().first)
            #expect(element.depth == level)
        }
        let error = #expect(throws: TLVError.self) { try element.children() }
        #expect(error?.code == .tooDeep)
    }

    @Test func `more elements than the limit are refused`() throws {
        let bytes = (0..<4097).flatMap { _ in [0x05, 0x00] as [UInt8] }
        #expect(try TLV.parse(Array(bytes.dropLast(2))).count == 4096)
        let error = #expect(throws: TLVError.self) { try TLV.parse(bytes) }
        #expect(error?.code == .tooManyElements)
    }

    @Test func `limits can be narrower`() throws {
        let limits = TLVLimits(maximumDepth: 1, maximumElements: 2, maximumLength: 3)
        let root = try TLV.parseOne([0x30, 0x02, 0x05, 0x00], limits: limits)
        #expect(throws: TLVError.self) { try root.children(limits: limits) }
        #expect(throws: TLVError.self) { try TLV.parse([5, 0, 5, 0, 5, 0], limits: limits) }
        #expect(throws: TLVError.self) { try TLV.parse([4, 4, 0, 0, 0, 0], limits: limits) }
    }
}
