import Cryptography
import Testing
import TravelDocument

@testable import ChipReading

/// What is chosen of several ways of PACE.
@Suite struct PACEOfferTests {
    private func offer(_ infos: [PACEInfo?]) throws -> PACEOffer {
        let entries = try infos.map { try #require($0).encoded() }
        return PACEOffer(cardAccess: TLV.encode(tag: 0x31, children: entries))
    }

    @Test func `the integrated mapping on P-224 is no way, and another is taken`() throws {
        let impossible = PACEInfo(mapping: .integrated, cipher: .aes256, parameterId: 10)
        #expect(try offer([impossible]) == .unusable("no known way of PACE"))
        let weaker = PACEInfo(mapping: .generic, cipher: .aes128, parameterId: 10)
        guard case .usable(let choice) = try offer([impossible, weaker]) else {
            Issue.record("nothing chosen")
            return
        }
        #expect(choice.info == weaker && choice.group == .curve(.p224) && choice.namesParameters)
    }

    @Test(arguments: [8, 9, 11, 12, 13, 14, 15, 16, 17, 18]) func `on every other curve it is`(_ id: Int) throws {
        let info = PACEInfo(mapping: .integrated, cipher: .aes128, parameterId: id)
        guard case .usable(let choice) = try offer([info]) else {
            Issue.record("not chosen")
            return
        }
        #expect(choice.info == info)
    }
}
