import Foundation
import Simulators
import Testing
import TravelDocument

@Suite struct ChipDetailsTests {
    /// A document with every optional data group that boomt reads.
    static func document(face: [UInt8] = FaceImage.specimen.bytes) throws -> SampleDocument {
        var person = DG11()
        person.fullName = HolderName("БАТБАЯР<<САРАНГЭРЭЛ")
        person.birthDate = WrittenDate("19850101")
        person.birthPlace = ["Улаанбаатар"]
        person.address = ["8-р хороо", "Сүхбаатар дүүрэг"]
        var issue = DG12()
        issue.issuingAuthority = "Улсын бүртгэл"
        issue.issueDate = WrittenDate("20240229")
        var document = try SampleDocument()
        try document.add([
            .dg2: DG2(images: [FaceImage(bytes: face)]).encoded(),
            .dg7: DisplayedImages(.signature, images: [FaceImage(bytes: FaceImage.specimen.bytes)]).encoded(),
            .dg11: person.encoded(), .dg12: issue.encoded(), .dg13: DG13(content: [1, 2, 3]).encoded(),
            .dg16: DG16(persons: [DG16.Person(name: HolderName("БАТ<<БОЛД"), telephone: "99110000")]).encoded(),
        ])
        document.files[.dir] =
            ApplicationDirectory(applications: [.init(identifier: ApplicationDirectory.travelDocument)]).encoded()
        return document
    }

    static func inspect(_ document: SampleDocument, _ scratch: Scratch, _ more: [String] = []) async throws
        -> CommandRun
    {
        try await CommandRun.boomtctl(
            [
                "chip", "inspect", try document.write(into: scratch), "--trust",
                try SampleDocument.writeTrust(into: scratch), "--json",
            ] + more)
    }

    @Test func `names, days, addresses and images stand in the document`() async throws {
        let scratch = try Scratch()
        let run = try await Self.inspect(Self.document(), scratch, ["--picture", scratch.place("face.png")])
        #expect(run.code == 0, "\(run.messages)")
        let details = try #require(run.object["details"] as? [String: Any])
        let person = details["person"] as? [String: Any]
        #expect(person?["primaryIdentifier"] as? String == "БАТБАЯР")
        #expect(person?["secondaryIdentifier"] as? String == "САРАНГЭРЭЛ")
        #expect(person?["birthDate"] as? String == "1985-01-01")
        #expect(person?["address"] as? [String] == ["8-р хороо", "Сүхбаатар дүүрэг"])
        #expect(person?["defects"] as? [String] == [] && person?["telephone"] == nil)
        let issue = details["document"] as? [String: Any]
        #expect(issue?["issueDate"] as? String == "2024-02-29")
        let notified = details["personsToNotify"] as? [[String: Any]]
        #expect(notified?.map { $0["telephone"] as? String } == ["99110000"])
        let images = details["images"] as? [[String: Any]] ?? []
        #expect(images.map { $0["file"] as? String } == ["DG2", "DG7"])
        #expect(images.allSatisfy { $0["format"] as? String == "jpeg" })
        let applications = details["applications"] as? [[String: Any]]
        #expect(applications?.map { $0["identifier"] as? String } == ["a0000002471001"])
        #expect(details["optionalBytes"] as? Int == 3 && (details["faults"] as? [String: String]) == [:])
        #expect(details["picture"] as? String == "written")
        #expect(try scratch.bytes("face.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `a face that is no picture is told, and an older one goes`() async throws {
        let scratch = try Scratch()
        let place = try scratch.file("face.png", "the face of somebody else")
        let document = try Self.document(face: Array(FaceImage.specimen.bytes.prefix(3000)))
        let run = try await Self.inspect(document, scratch, ["--picture", place])
        #expect(run.code == 0 && (run.object["details"] as? [String: Any])?["picture"] as? String == "malformed")
        #expect(!scratch.exists("face.png"))
    }

    @Test func `an optional data group that is no list is a fault in the details only`() async throws {
        let scratch = try Scratch()
        var document = try Self.document()
        try document.add([.dg11: [0x6B, 0x02, 0x5F, 0x0E]])
        let run = try await Self.inspect(document, scratch)
        let details = try #require(run.object["details"] as? [String: Any])
        #expect(run.overall == "successful" && details["person"] == nil)
        #expect((details["faults"] as? [String: String]) == ["DG11": "malformed"])
    }
}
