import SmartCard
import Synchronization
import Testing
import TravelDocument

@testable import ChipReading

/// The worked example of ICAO 9303-11 appendix G.1: generic mapping on brainpoolP256r1 with AES-128, byte for byte.
@Suite struct PACEExampleTests {
    /// Values of the example.
    private enum Value {
        static let mrz = "T22000129364081251010318"
        static let entry = "3012060A04007F0007020204020202010202010D"
        static let template = "0022C1A40F800A04007F00070202040202830101"
        static let encryptedNonce = "95A3A016522EE98D01E76CB6B98B42C3"
        static let mapPrivate = "7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99"
        static let mapPublic =
            "7ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
            + "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D"
        static let chipMapPublic =
            "824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
            + "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54"
        static let agreePrivate = "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595"
        static let agreePublic =
            "2DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
            + "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462"
        static let chipAgreePublic =
            "9E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
            + "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094"
        static let terminalToken = "C2B0BD78D94BA866"
        static let chipToken = "3ABB9674BCE93C08"
        static let encryptionKey = "F5F0E35C0D7161EE6724EE513A0D9A7F"
        static let authenticationKey = "FE251C7858B356B24514B3BD5F4297D1"
    }

    @Test func `a whole run is that of example G.1`() async throws {
        let entry = hex(Value.entry)
        let cardAccess = [0x31, UInt8(entry.count)] + entry
        let channel = ScriptedChannel([
            (hex("00A4020C02011C"), hex("9000")),
            (hex("00B0000000"), cardAccess + hex("9000")),
            (hex(Value.template), hex("9000")),
            (hex("10860000027C0000"), hex("7C128010" + Value.encryptedNonce + "9000")),
            (
                hex("10860000457C43814104" + Value.mapPublic + "00"),
                hex("7C43824104" + Value.chipMapPublic + "9000")
            ),
            (
                hex("10860000457C43834104" + Value.agreePublic + "00"),
                hex("7C43844104" + Value.chipAgreePublic + "9000")
            ),
            (hex("008600000C7C0A8508" + Value.terminalToken + "00"), hex("7C0A8608" + Value.chipToken + "9000")),
        ])
        let keys = Mutex([hex(Value.mapPrivate), hex(Value.agreePrivate)][...])
        let run = ReadingRun(
            channel: channel, limits: ChipReadingLimits(), access: .mrz(bacKeyInput: Value.mrz),
            random: { _ in keys.withLock { $0.popFirst() } })
        let offer = try await run.learnPACE()
        #expect(try await run.openByPACE(offer, AccessPolicy()))
        #expect(channel.remaining == 0)
        #expect(run.secureMessaging?.keys.encryption == hex(Value.encryptionKey))
        #expect(run.secureMessaging?.keys.authentication == hex(Value.authenticationKey))
        #expect(run.secureMessaging?.sendSequenceCounter == 0)
        #expect(run.report.protocolName == "PACE-GM" && run.report.parameterId == 13)
        #expect(run.report.cipher == "AES-128" && !run.report.downgrade)
    }
}
