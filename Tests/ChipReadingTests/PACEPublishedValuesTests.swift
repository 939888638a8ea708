import Cryptography
import Foundation
import Harness
import Testing
import TravelDocument

@testable import ChipReading

/// The worked examples of ICAO 9303-11 appendices G.2, H.1, H.2 and I.1, from an outside collection of their values.
@Suite(.enabled(if: OutsideMaterial.isPresent("vectors/icao9303-11-worked-examples.json"), OutsideMaterial.skipped))
struct PACEPublishedValuesTests {
    /// Values of one group; other kinds of value than text are left out.
    private func group(_ id: String) throws -> [String: [UInt8]] {
        let bytes = try OutsideMaterial.bytes("vectors/icao9303-11-worked-examples.json")
        let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let groups = try #require(root["groups"] as? [[String: Any]])
        let values = try #require(groups.first { $0["id"] as? String == id }?["values"] as? [String: Any])
        return values.compactMapValues { ($0 as? String).map { hex($0) } }
    }

    private func exchange(
        _ mapping: PACEInfo.Mapping, usesCurve: Bool = true, parameterId: Int
    ) throws -> PACEExchange {
        let info = try #require(
            PACEInfo(mapping: mapping, usesCurve: usesCurve, cipher: .aes128, parameterId: parameterId))
        return try PACEExchange(
            info: info, group: try #require(KeyAgreementGroup(parameterId: parameterId)),
            access: .mrz(bacKeyInput: "T22000129364081251010318"))
    }

    @Test func `generic mapping modulo a prime is that of G.2`() throws {
        let example = try group("G.2")
        func value(_ name: String) throws -> [UInt8] { try #require(example[name]) }
        let exchange = try exchange(.generic, usesCurve: false, parameterId: 0)
        #expect(try exchange.group.generator() == value("g"))
        #expect(try exchange.group.order() == value("q"))
        let nonce = try exchange.nonce(try value("encrypted_nonce"))
        #expect(try nonce == value("nonce"))
        let generator = try exchange.generator(
            nonce: nonce, privateKey: try value("sk_map_ifd"), chipKey: try value("pk_map_ic"))
        #expect(try generator == value("mapped_generator"))
        let publicKey = try exchange.publicKey(try value("sk_eph_ifd"), generator: generator)
        #expect(try publicKey == value("pk_eph_ifd"))
        let agreement = try exchange.agree(
            privateKey: try value("sk_eph_ifd"), publicKey: publicKey, chipKey: try value("pk_eph_ic"))
        #expect(try agreement.keys.encryption == value("ks_enc"))
        #expect(try agreement.keys.authentication == value("ks_mac"))
        #expect(try agreement.terminalToken == value("t_ifd") && agreement.chipToken == value("t_ic"))
    }

    @Test func `integrated mapping on a curve is that of H.1`() throws {
        let example = try group("H.1")
        func value(_ name: String) throws -> [UInt8] { try #require(example[name]) }
        let point: ([UInt8]) -> [UInt8] = { [0x04] + $0 }
        let exchange = try exchange(.integrated, parameterId: 13)
        #expect(try exchange.pseudoRandom(nonce: value("nonce_s"), key: value("nonce_t")) == value("prf_output"))
        let generator = try exchange.integratedGenerator(
            nonce: try value("nonce_s"), terminalNonce: try value("nonce_t"))
        #expect(try generator == point(value("mapped_generator")))
        let publicKey = try exchange.publicKey(try value("sk_eph_ifd"), generator: generator)
        #expect(try publicKey == point(value("pk_eph_ifd")))
        let agreement = try exchange.agree(
            privateKey: try value("sk_eph_ifd"), publicKey: publicKey, chipKey: point(try value("pk_eph_ic")))
        #expect(try agreement.keys.encryption == value("ks_enc"))
        #expect(try agreement.keys.authentication == value("ks_mac"))
        // The tokens that the standard prints are over the identifier of the generic mapping.
        #expect(try agreement.terminalToken == value("t_ifd_with_im_oid"))
        #expect(try agreement.chipToken == value("t_ic_with_im_oid"))
        let printed = try self.exchange(.generic, parameterId: 13).agree(
            privateKey: try value("sk_eph_ifd"), publicKey: publicKey, chipKey: point(try value("pk_eph_ic")))
        #expect(try printed.terminalToken == value("t_ifd_published"))
        #expect(try printed.chipToken == value("t_ic_published"))
    }

    @Test func `integrated mapping modulo a prime is that of H.2`() throws {
        let example = try group("H.2")
        func value(_ name: String) throws -> [UInt8] { try #require(example[name]) }
        let exchange = try exchange(.integrated, usesCurve: false, parameterId: 0)
        #expect(
            try exchange.integratedGenerator(nonce: value("nonce_s"), terminalNonce: value("nonce_t"))
                == value("mapped_generator"))
    }

    @Test func `chip-authentication mapping is that of I.1`() throws {
        let example = try group("I.1")
        func value(_ name: String) throws -> [UInt8] { try #require(example[name]) }
        let point: ([UInt8]) -> [UInt8] = { [0x04] + $0 }
        let exchange = try exchange(.chipAuthentication, parameterId: 13)
        let generator = try exchange.generator(
            nonce: try value("nonce"), privateKey: try value("sk_map_ifd"), chipKey: point(try value("pk_map_ic")))
        #expect(try generator == point(value("mapped_generator")))
        let agreement = try exchange.agree(
            privateKey: try value("sk_eph_ifd"), publicKey: point(try value("pk_eph_ifd")),
            chipKey: point(try value("pk_eph_ic")))
        #expect(try agreement.keys.encryption == value("ks_enc"))
        #expect(try agreement.terminalToken == value("t_ifd") && agreement.chipToken == value("t_ic"))
        let data = try exchange.authenticationData(try value("encrypted_ca_data"), keys: agreement.keys)
        #expect(try data == value("ca_ic"))
        let proof = ChipAuthenticationMapping(
            group: exchange.group, mappingKey: point(try value("pk_map_ic")), authenticationData: data)
        #expect(proof.proves(point(try value("pk_ic"))))
        #expect(!proof.proves(point(try value("pk_map_ifd"))))
        #expect(!proof.proves([]) && !proof.proves([0x04]))
    }
}
