import Fingerprint
import Simulators
import Testing

struct MatchingTests {
    @Test func `Impressions of one finger match each other`() {
        let matcher = FingerMatcher()
        for extractions in Prints.ordinary {
            #expect(extractions.count == Prints.impressions)
            for i in extractions.indices {
                for j in extractions.indices where j > i {
                    let score = matcher.score(extractions[i].template, extractions[j].template)
                    #expect(score.value >= FingerMatcher.defaultThreshold)
                }
            }
        }
    }

    @Test func `Impressions of different fingers do not match`() {
        let matcher = FingerMatcher()
        let prepared = Prints.ordinary.map { $0.map { PreparedTemplate($0.template) } }
        for first in prepared.indices {
            for second in prepared.indices where second > first {
                for a in prepared[first] {
                    for b in prepared[second] {
                        #expect(matcher.score(a, b).value < FingerMatcher.defaultThreshold)
                    }
                }
            }
        }
    }

    @Test(arguments: [ImpressionConditions.dry, .wet])
    func `Dry and wet impressions still match the enrolled finger`(conditions: ImpressionConditions) throws {
        for finger in 0..<2 {
            let image = try Prints.masters[finger].impression(seed: 40, conditions: conditions)
            let template = try FingerExtractor().extract(image).template
            let score = FingerMatcher().score(template, Prints.ordinary[finger][0].template)
            #expect(score.value >= FingerMatcher.defaultThreshold)
        }
    }

    @Test func `A template matches itself best`() {
        let matcher = FingerMatcher()
        for extractions in Prints.ordinary {
            let own = matcher.score(extractions[0].template, extractions[0].template)
            #expect(own.value > 8)
            #expect(own >= matcher.score(extractions[0].template, extractions[1].template))
        }
    }

    @Test func `The order of the two templates does not matter`() {
        let matcher = FingerMatcher()
        let (a, b) = (Prints.ordinary[0][0].template, Prints.ordinary[1][0].template)
        #expect(matcher.score(a, b) == matcher.score(b, a))
        let (c, d) = (Prints.template(seed: 1, count: 30), Prints.template(seed: 2, count: 30))
        #expect(matcher.score(c, d) == matcher.score(d, c))
    }

    @Test func `A prepared template scores like the plain one`() {
        let (a, b) = (Prints.ordinary[2][0].template, Prints.ordinary[2][1].template)
        let matcher = FingerMatcher()
        #expect(matcher.score(PreparedTemplate(a), PreparedTemplate(b)) == matcher.score(a, b))
    }

    @Test(arguments: [0, 1, 2, 3, 5])
    func `Empty and tiny templates score nothing, even against themselves`(count: Int) {
        let tiny = Prints.template(seed: 4, count: count)
        let matcher = FingerMatcher()
        #expect(matcher.score(tiny, tiny) == MatchScore(value: 0))
        #expect(matcher.score(tiny, Prints.ordinary[0][0].template) == MatchScore(value: 0))
    }

    @Test func `Minutiae on one spot or on one line score nothing`() {
        let spot = (0..<30).map { Minutia(x: 100, y: 100, angle: UInt8($0), kind: .ending, quality: 50) }
        let line = (0..<30).map { Minutia(x: 10 * $0, y: 100, angle: 0, kind: .ending, quality: 50) }
        let matcher = FingerMatcher()
        for minutiae in [spot, line] {
            let template = FingerTemplate(width: 350, height: 350, quality: 90, minutiae: minutiae)
            #expect(matcher.score(template, template) == MatchScore(value: 0))
        }
    }

    @Test(arguments: [16, 40, 60, 200, 230])
    func `A template turned by less than a quarter and shifted still matches`(turn: Int) {
        let template = Prints.ordinary[3][0].template
        let angle = Double(turn) * Elementary.pi / 128
        let (cosine, sine) = (Elementary.cosine(angle), Elementary.sine(angle))
        let moved = template.minutiae.map { minutia in
            let (dx, dy) = (Double(minutia.x - 190), Double(190 - minutia.y))
            return Minutia(
                x: 300 + Elementary.nearestInteger(dx * cosine - dy * sine),
                y: 300 - Elementary.nearestInteger(dx * sine + dy * cosine),
                angle: minutia.angle &+ UInt8(turn), kind: minutia.kind, quality: minutia.quality)
        }
        let other = FingerTemplate(width: 600, height: 600, quality: template.quality, minutiae: moved)
        #expect(FingerMatcher().score(template, other).value > 8)
    }

    @Test func `Made-up templates of many minutiae stay below the threshold`() {
        let matcher = FingerMatcher()
        let templates = (0..<12).map { PreparedTemplate(Prints.template(seed: 500 + UInt64($0), count: 60)) }
        for i in templates.indices {
            for j in templates.indices where j > i {
                #expect(matcher.score(templates[i], templates[j]).value < FingerMatcher.defaultThreshold)
            }
        }
    }

    @Test func `The score says its false match rate`() {
        #expect(abs(MatchScore(value: 3).falseMatchRate - 0.001) < 1e-9)
        #expect(MatchScore(value: 0).falseMatchRate == 1)
        #expect(MatchScore(value: -4).value == 0)
    }
}
