import Fingerprint
import Testing

struct FingerIndexTests {
    /// Many strangers around a few fingers that come again.
    private static let index: (index: FingerIndex, places: [Int]) = {
        var index = FingerIndex()
        var places: [Int] = []
        for stranger in 0..<400 {
            if stranger % 100 == 50 {
                places.append(index.add(PreparedTemplate(Prints.ordinary[stranger / 100][0].template)))
            }
            index.add(PreparedTemplate(Prints.template(seed: UInt64(stranger) + 77, count: 45)))
        }
        return (index, places)
    }()

    @Test func `Another impression of an enrolled finger is found among strangers`() {
        let (index, places) = Self.index
        for finger in 0..<Prints.fingers {
            for impression in 1..<Prints.impressions {
                let probe = PreparedTemplate(Prints.ordinary[finger][impression].template)
                let found = index.candidates(for: probe, limit: 4)
                #expect(found.contains(places[finger]), "finger \(finger), impression \(impression)")
            }
        }
    }

    @Test func `The template itself comes first`() {
        let (index, places) = Self.index
        let probe = PreparedTemplate(Prints.ordinary[2][0].template)
        #expect(index.candidates(for: probe, limit: 1) == [places[2]])
    }

    @Test func `A removed template is not found, and places stay what they were`() {
        var (index, places) = Self.index
        let count = index.count
        index.remove(places[1])
        index.remove(places[1])
        index.remove(-1)
        index.remove(count)
        let probe = PreparedTemplate(Prints.ordinary[1][0].template)
        #expect(!index.candidates(for: probe, limit: count).contains(places[1]))
        #expect(index.count == count)
        let other = PreparedTemplate(Prints.ordinary[2][0].template)
        #expect(index.candidates(for: other, limit: 1) == [places[2]])
    }

    @Test func `Limits are kept, and templates without cylinders are like nothing`() {
        let (index, _) = Self.index
        let probe = PreparedTemplate(Prints.ordinary[0][0].template)
        #expect(index.candidates(for: probe, limit: 0).isEmpty)
        #expect(index.candidates(for: probe, limit: -3).isEmpty)
        #expect(index.candidates(for: probe, limit: 7).count == 7)
        let empty = PreparedTemplate(Prints.template(seed: 3, count: 2))
        #expect(index.candidates(for: empty, limit: 5).isEmpty)
        var other = FingerIndex()
        other.add(empty)
        #expect(other.candidates(for: probe, limit: 5).isEmpty)
    }
}
