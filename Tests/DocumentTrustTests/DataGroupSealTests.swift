import DocumentTrust
import Testing
import TravelDocument

@Suite struct DataGroupSealTests {
    @Test func `A data group is intact, changed, not signed, or nobody knows`() throws {
        let good = try TestDocument.good()
        for file in [LDSFile.dg1, .dg2] { #expect(DataGroupSeal(of: file, in: good.files) == .intact) }
        var changed = good.files
        changed[.dg2]?[700] ^= 1
        #expect(DataGroupSeal(of: .dg2, in: changed) == .changed && DataGroupSeal(of: .dg1, in: changed) == .intact)
        var added = good.files
        added[.dg3] = DG3(templates: []).encoded(filler: [1])
        #expect(DataGroupSeal(of: .dg3, in: added) == .notSigned)
        // Not read, without a list, with a list that is none, and a file that no list ever names.
        #expect(DataGroupSeal(of: .dg3, in: good.files) == .unknown)
        var bare = good.files
        bare[.sod] = nil
        #expect(DataGroupSeal(of: .dg1, in: bare) == .unknown)
        bare[.sod] = [0x77, 2, 0x30, 0]
        #expect(DataGroupSeal(of: .dg1, in: bare) == .unknown)
        #expect(DataGroupSeal(of: .com, in: good.files) == .unknown)
    }
}
