import Testing
import TravelDocument

/// EF.CardAccess.
@Suite struct SecurityInfosTests {
    static let combinations: [PACEInfo] = PACEInfo.Mapping.allCases.flatMap { mapping in
        PACEInfo.Cipher.allCases.flatMap { cipher in
            [true, false].flatMap { usesCurve in
                ([0, 1, 2] + Array(8...18)).compactMap {
                    PACEInfo(mapping: mapping, usesCurve: usesCurve, cipher: cipher, parameterId: $0)
                }
            }
        }
    }

    @Test func `every way of PACE is written and read`() throws {
        #expect(Set(Self.combinations.map(\.oid)).count == 19)
        for info in Self.combinations {
            let list = try SecurityInfos(
                parsing: TLV.encode(tag: 0x31, children: [info.encoded()]), of: .cardAccess)
            #expect(list.paceInfos == [info])
        }
    }

    @Test func `the entry is that of the standard's example`() throws {
        let info = try #require(PACEInfo(mapping: .generic, cipher: .aes128, parameterId: 13))
        #expect(
            info.encoded() == [
                0x30, 0x12, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02, 0x02, 0x01, 0x02,
                0x02, 0x01, 0x0D,
            ])
    }

    @Test func `combinations that do not exist are not made`() {
        #expect(PACEInfo(mapping: .generic, cipher: .aes128, parameterId: 0) == nil)
        #expect(PACEInfo(mapping: .generic, usesCurve: false, cipher: .aes128, parameterId: 13) == nil)
        #expect(PACEInfo(mapping: .chipAuthentication, usesCurve: false, cipher: .aes128, parameterId: 0) == nil)
        #expect(PACEInfo(mapping: .chipAuthentication, cipher: .tripleDES, parameterId: 13) == nil)
    }

    private static let oid: [UInt8] = [0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02]
    private static func entry(_ values: [UInt8]) -> [UInt8] { TLV.encode(tag: 0x30, value: oid + values) }

    /// Entries that speak of PACE and cannot be used: other versions, no or odd parameters.
    @Test(arguments: [
        entry([]), entry([2, 1, 2]), entry([2, 1, 1, 2, 1, 13]), entry([2, 1, 2, 2, 1, 7]),
        entry([2, 1, 2, 2, 2, 1, 13]), entry([2, 1, 2, 4, 1, 13]), entry([2, 1, 2, 2, 1, 13, 5, 0]),
    ])
    func `an entry that is not understood is seen and not used`(_ entry: [UInt8]) throws {
        let list = try SecurityInfos(parsing: TLV.encode(tag: 0x31, value: entry), of: .cardAccess)
        #expect(list.paceInfos == [])
        #expect(list.mentionsPACE)
    }

    @Test func `entries of other protocols are passed over`() throws {
        let chipAuthentication: [UInt8] = [
            0x30, 0x0F, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03, 0x02, 0x02, 0x02, 0x01, 0x01,
        ]
        let list = try SecurityInfos(parsing: TLV.encode(tag: 0x31, value: chipAuthentication), of: .cardAccess)
        #expect(list.entries.count == 1 && list.paceInfos == [] && !list.mentionsPACE)
        #expect(list.entries[0].oid == "0.4.0.127.0.7.2.2.3.2.2")
    }

    @Test(
        arguments: [
            [], [0x31], [0x31, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0x00], [0x31, 0x02, 0x05, 0x00],
            [0x31, 0x02, 0x30, 0x00],
            [0x31, 0x05, 0x30, 0x03, 0x06, 0x01, 0x80], [0x31, 0x00, 0x00],
        ] as [[UInt8]])
    func `nonsense is refused`(_ bytes: [UInt8]) {
        #expect(throws: LDSError.self) { try SecurityInfos(parsing: bytes, of: .cardAccess) }
    }
}
