import Testing

@testable import Cryptography

@Suite("Digests piece by piece")
struct RunningHashTests {
    @Test(arguments: HashAlgorithm.allCases, [[], [0], [1, 0, 63], [64, 64], [1000, 1, 4096]])
    func `pieces give the digest of the whole`(_ algorithm: HashAlgorithm, _ lengths: [Int]) throws {
        var hash = try RunningHash(algorithm)
        var whole: [UInt8] = []
        for (index, length) in lengths.enumerated() {
            let piece = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ index) }
            try hash.update(piece[...])
            whole += piece
            #expect(try hash.digest() == algorithm.digest(whole))
        }
        #expect(try hash.digest() == algorithm.digest(whole))
    }
}
