import ChipReading
import Cryptography
import Simulators
import Testing
import TravelDocument

@Suite struct PersonalisationTests {
    private let lines = """
        P<UTOSPECIMEN<<TEST<<<<<<<<<<<<<<<<<<<<<<<<<
        L898902C36UTO7408122F1204159ZE184226B<<<<<10
        """

    @Test func `an issued passport opens with its lines and carries the hashes of its files`() async throws {
        let signer = try TestAuthority(country: "UT", name: "authority").issueDocumentSigner()
        let today = try #require(CivilDate(year: 2010, month: 1, day: 1))
        let face = FaceImage(bytes: [0xFF, 0xD8, 0xFF] + SamplePassport.pattern(15_000))
        let profile = try PassportProfile(mrz: lines, face: face, signer: signer, today: today)
        let zone = try MachineReadableZone(parsing: lines, today: today)

        let channel = DirectChannel(VirtualPassport(profile))
        let reading = try await ChipReader(channel: channel).read(access: .mrz(bacKeyInput: zone.bacKeyInput))
        #expect(reading.files == profile.files)
        let dg2 = try DG2(parsing: try #require(reading.files[.dg2]))
        #expect(dg2.images.map(\.bytes) == [face.bytes])
        let file = try SecurityObjectFile(parsing: try #require(reading.files[.sod]))
        let signed = try SignedData(der: file.cms)
        let list = try LDSSecurityObject(parsing: try #require(signed.content))
        for group in [LDSFile.dg1, .dg2] {
            let number = try #require(group.dataGroupNumber)
            #expect(list.hashes[number] == (try HashAlgorithm.sha256.digest(try #require(reading.files[group]))))
        }
    }

    @Test func `a forged chip differs from what was signed`() throws {
        let signer = try TestAuthority(country: "UT", name: "authority").issueDocumentSigner()
        let today = try #require(CivilDate(year: 2010, month: 1, day: 1))
        let face = FaceImage(bytes: [0xFF, 0xD8, 0xFF])
        let forged = try PassportProfile(mrz: lines, face: face, signer: signer, today: today) { files in
            files[.dg2]?.append(0)
        }
        #expect(forged.files[.dg2] != DG2(images: [face]).encoded())
    }
}
