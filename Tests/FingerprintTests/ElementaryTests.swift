import Fingerprint
import Glibc
import Testing

struct ElementaryTests {
    @Test func `Sine and cosine agree with the C library over many turns`() {
        for step in -4000...4000 {
            let x = Double(step) * 0.0173
            #expect(abs(Elementary.sine(x) - sin(x)) < 1e-10)
            #expect(abs(Elementary.cosine(x) - cos(x)) < 1e-10)
        }
    }

    @Test func `The exponential agrees with the C library`() {
        for step in -700...700 {
            let x = Double(step) * 0.37
            #expect(abs(Elementary.exponential(x) / exp(x) - 1) < 1e-12)
        }
    }

    @Test func `The arc tangent agrees with the C library in all directions`() {
        for step in 0..<720 {
            let angle = Double(step) * Double.pi / 360 - 3.1
            for length in [1e-6, 1, 1e6] {
                let (y, x) = (length * sin(angle), length * cos(angle))
                #expect(abs(Elementary.arcTangent(y: y, x: x) - atan2(y, x)) < 1e-12)
            }
        }
    }

    @Test func `Arguments out of range answer a number`() {
        #expect(Elementary.sine(.infinity) == 0)
        #expect(Elementary.cosine(.nan) == 0)
        #expect(Elementary.exponential(.nan) == 0)
        #expect(Elementary.exponential(-1e300) > 0)
        #expect(Elementary.exponential(1e300).isFinite)
        #expect(Elementary.arcTangent(y: 0, x: 0) == 0)
    }
}
