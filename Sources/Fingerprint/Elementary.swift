/// Elementary functions in plain IEEE 754 arithmetic.
///
/// The engine must give the same template on every machine, so it does not call the C library, whose last digits
/// differ between versions. Nothing here relies on fused multiply-add. Absolute errors stay below 1e-12 for the
/// arguments the engine uses.
package enum Elementary {
    /// The circle number.
    package static let pi = 3.141592653589793

    /// Sine of `x` radians; 0 for arguments that are not finite or beyond a million turns.
    package static func sine(_ x: Double) -> Double {
        guard let (quadrant, rest) = reduce(x) else { return 0 }
        switch quadrant {
        case 0: return sineCore(rest)
        case 1: return cosineCore(rest)
        case 2: return -sineCore(rest)
        default: return -cosineCore(rest)
        }
    }

    /// Cosine of `x` radians; 0 for arguments that are not finite or beyond a million turns.
    package static func cosine(_ x: Double) -> Double {
        guard let (quadrant, rest) = reduce(x) else { return 0 }
        switch quadrant {
        case 0: return cosineCore(rest)
        case 1: return -sineCore(rest)
        case 2: return -cosineCore(rest)
        default: return sineCore(rest)
        }
    }

    /// e to the power `x`; arguments are clamped to -700...700, so the result is always finite and positive.
    package static func exponential(_ x: Double) -> Double {
        let bounded = x < -700 ? -700 : (x > 700 ? 700 : x)
        guard bounded == bounded else { return 0 }
        let count = nearestInteger(bounded * 1.4426950408889634)
        let steps = Double(count)
        let rest = bounded - steps * 0.6931471803691238 - steps * 1.9082149292705877e-10
        var sum = 1.0
        var index = 14.0
        while index >= 1 {
            sum = 1 + sum * rest / index
            index -= 1
        }
        return sum * Double(bitPattern: UInt64(count + 1023) << 52)
    }

    /// Angle of the point (x, y) in radians, -pi...pi, 0 for the origin.
    package static func arcTangent(y: Double, x: Double) -> Double {
        let ax = x < 0 ? -x : x
        let ay = y < 0 ? -y : y
        guard ax + ay > 0 else { return 0 }
        let base = ay <= ax ? arcTangentCore(ay / ax) : pi / 2 - arcTangentCore(ax / ay)
        let upper = x < 0 ? pi - base : base
        return y < 0 ? -upper : upper
    }

    /// `angle` brought into -pi..<pi.
    package static func wrapped(_ angle: Double) -> Double {
        var result = angle
        while result >= pi { result -= 2 * pi }
        while result < -pi { result += 2 * pi }
        return result
    }

    /// The integer nearest to `x`, halves away from zero. `x` must be well inside the range of `Int`.
    package static func nearestInteger(_ x: Double) -> Int {
        x < 0 ? -Int(0.5 - x) : Int(x + 0.5)
    }

    private static func reduce(_ x: Double) -> (quadrant: Int, rest: Double)? {
        guard x > -6.3e6, x < 6.3e6 else { return nil }
        let turns = nearestInteger(x * 0.6366197723675814)
        let count = Double(turns)
        let rest = x - count * 1.5707963267341256 - count * 6.077100506506192e-11
        return (turns & 3, rest)
    }

    private static func sineCore(_ x: Double) -> Double {
        let s = x * x
        var sum = -1.0 / 1_307_674_368_000
        sum = sum * s + 1.0 / 6_227_020_800
        sum = sum * s - 1.0 / 39_916_800
        sum = sum * s + 1.0 / 362_880
        sum = sum * s - 1.0 / 5040
        sum = sum * s + 1.0 / 120
        sum = sum * s - 1.0 / 6
        return x + x * s * sum
    }

    private static func cosineCore(_ x: Double) -> Double {
        let s = x * x
        var sum = 1.0 / 20_922_789_888_000
        sum = sum * s - 1.0 / 87_178_291_200
        sum = sum * s + 1.0 / 479_001_600
        sum = sum * s - 1.0 / 3_628_800
        sum = sum * s + 1.0 / 40_320
        sum = sum * s - 1.0 / 720
        sum = sum * s + 1.0 / 24
        return 1 - s / 2 + s * s * sum
    }

    /// Arc tangent for 0...1: one quarter-circle shift, one halving of the angle, then the series.
    private static func arcTangentCore(_ x: Double) -> Double {
        let shifted = x > 0.4142135623730951
        let z = shifted ? (x - 1) / (x + 1) : x
        let h = z / (1 + (1 + z * z).squareRoot())
        let s = h * h
        var sum = 0.0
        var index = 21.0
        while index >= 1 {
            sum = 1 / index - s * sum
            index -= 2
        }
        let half = h * sum
        return (shifted ? pi / 4 : 0) + 2 * half
    }
}
