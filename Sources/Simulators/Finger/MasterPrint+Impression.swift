package import Fingerprint

extension MasterPrint {
    /// One laying of this finger on a window, ridges dark on a light ground.
    ///
    /// - Parameters:
    ///   - seed: names the impression; the same seed gives the same image.
    ///   - conditions: how the finger is laid down.
    ///   - sensor: the window.
    /// - Throws: an error of `FingerImage` for a window out of its bounds.
    package func impression(
        seed: UInt64, conditions: ImpressionConditions = .ordinary, sensor: SensorGeometry = .uareu4500
    ) throws(FingerprintError) -> FingerImage {
        var random = SeededRandom(seed: seed ^ 0xA5A5_5A5A_0F0F_F0F0)
        let skin = SkinPlacement(master: self, conditions: conditions, random: &random)
        let moisture = SlowNoise(width: sensor.width, height: sensor.height, spacing: 11, random: &random)
        let pores = SlowNoise(width: sensor.width, height: sensor.height, spacing: 3, random: &random)
        let pressure = conditions.pressure + random.between(-0.12, 0.12)
        let scale = 500 / Double(sensor.pixelsPerInch)
        let ground = random.between(205, 225)
        let ink = random.between(45, 75)
        let lightX = random.between(-0.03, 0.03)
        let lightY = random.between(-0.03, 0.03)
        let dryness = Float(conditions.dryness)
        var pixels = [UInt8](repeating: 0, count: max(0, sensor.width * sensor.height))
        guard sensor.width >= Limits.minimumImageSide, sensor.height >= Limits.minimumImageSide else {
            return try FingerImage(
                width: sensor.width, height: sensor.height, pixelsPerInch: sensor.pixelsPerInch, pixels: pixels)
        }
        var y = 0
        while y < sensor.height {
            var x = 0
            while x < sensor.width {
                let sx = (Double(x) - Double(sensor.width) / 2) * scale
                let sy = (Double(y) - Double(sensor.height) / 2) * scale
                var touch: Float = 0
                if let place = skin.place(x: sx, y: sy) {
                    let wetness = moisture.value(x: x, y: y)
                    var ridge = sample(x: place.x, y: place.y) + 1.1 * Float(pressure) + 0.25 * wetness
                    ridge = min(max(ridge * 1.6 + 0.1, -1), 1)
                    touch = (ridge + 1) / 2
                    let loss = max(0, pores.value(x: x, y: y) + 0.5 * dryness - wetness * dryness)
                    touch *= max(0, 1 - min(1, loss * 1.8) * dryness * 1.6)
                    touch *= Float(place.firmness)
                }
                let light = ground + lightX * sx + lightY * sy
                let grey = light + (ink - light) * Double(touch) + conditions.noise * random.bell()
                pixels[y * sensor.width + x] = UInt8(min(max(grey, 0), 255))
                x += 1
            }
            y += 1
        }
        return try FingerImage(
            width: sensor.width, height: sensor.height, pixelsPerInch: sensor.pixelsPerInch, pixels: pixels)
    }

    /// Ridge height between pixels, -1 outside.
    private func sample(x: Double, y: Double) -> Float {
        guard x >= 0, y >= 0, x < Double(width - 1), y < Double(height - 1) else { return -1 }
        let column = Int(x)
        let row = Int(y)
        let fx = Float(x - Double(column))
        let fy = Float(y - Double(row))
        let place = row * width + column
        let upper = ridges[place] + fx * (ridges[place + 1] - ridges[place])
        let lower = ridges[place + width] + fx * (ridges[place + width + 1] - ridges[place + width])
        return upper + fy * (lower - upper)
    }
}

/// How the skin lies on the window: turn, shift, stretch, and the edge of contact.
private struct SkinPlacement {
    private let cosine: Double
    private let sine: Double
    private let shiftX: Double
    private let shiftY: Double
    private let centreX: Double
    private let centreY: Double
    private let radiusX: Double
    private let radiusY: Double
    private let waves: [(kx: Double, ky: Double, phase: Double, dx: Double, dy: Double)]
    private let edge: [(turns: Double, phase: Double, size: Double)]
    private let tipward: Double

    init(master: MasterPrint, conditions: ImpressionConditions, random: inout SeededRandom) {
        let angle = random.between(-1, 1) * conditions.rotation * Elementary.pi / 180
        cosine = Elementary.cosine(angle)
        sine = Elementary.sine(angle)
        shiftX = random.between(-1, 1) * conditions.translation
        shiftY = random.between(-1, 1) * conditions.translation
        centreX = Double(master.width) / 2
        centreY = Double(master.height) / 2
        let size = conditions.contact.squareRoot()
        radiusX = Double(master.width) * MasterPrint.contact.horizontal * size * random.between(0.92, 1)
        radiusY = Double(master.height) * MasterPrint.contact.vertical * size * random.between(0.92, 1)
        // A small contact is the tip of the finger, not its middle.
        tipward = Double(master.height) * MasterPrint.contact.vertical * (1 - size) * 0.8
        var waves: [(kx: Double, ky: Double, phase: Double, dx: Double, dy: Double)] = []
        for _ in 0..<3 {
            let amount = conditions.distortion / 2
            waves.append(
                (
                    random.between(-0.016, 0.016), random.between(-0.016, 0.016),
                    random.between(0, 2 * Elementary.pi), random.between(-amount, amount),
                    random.between(-amount, amount)
                ))
        }
        self.waves = waves
        edge = (2...4).map { turns in
            (Double(turns), random.between(0, 2 * Elementary.pi), random.between(0, 0.05))
        }
    }

    /// The place on the master under a point of the window (pixels at 500 dpi from its centre), and how firmly it
    /// touches, 0...1; nil outside the contact.
    func place(x: Double, y: Double) -> (x: Double, y: Double, firmness: Double)? {
        let (dx, dy) = (x - shiftX, y - shiftY)
        var u = cosine * dx + sine * dy
        var v = cosine * dy - sine * dx
        for wave in waves {
            let swing = Elementary.sine(wave.kx * x + wave.ky * y + wave.phase)
            u += wave.dx * swing
            v += wave.dy * swing
        }
        let a = u / radiusX
        let b = (v + tipward) / radiusY
        let distance = a * a + b * b
        guard distance < 1.3 else { return nil }
        var limit = 1.0
        if distance > 0.6 {
            let angle = Elementary.arcTangent(y: b, x: a)
            for wave in edge { limit -= wave.size * (1 + Elementary.sine(wave.turns * angle + wave.phase)) }
        }
        guard distance < limit else { return nil }
        return (u + centreX, v + centreY, min(1, (limit - distance) * 9))
    }
}

/// Noise that changes over a few pixels: values about 0 on a coarse grid, linear in between.
private struct SlowNoise {
    private let columns: Int
    private let spacing: Int
    private var values: [Float]

    init(width: Int, height: Int, spacing: Int, random: inout SeededRandom) {
        self.spacing = spacing
        columns = max(0, width) / spacing + 2
        let rows = max(0, height) / spacing + 2
        values = []
        values.reserveCapacity(columns * rows)
        for _ in 0..<(columns * rows) { values.append(Float(random.bell()) * 0.6) }
    }

    func value(x: Int, y: Int) -> Float {
        let place = y / spacing * columns + x / spacing
        let fx = Float(x % spacing) / Float(spacing)
        let fy = Float(y % spacing) / Float(spacing)
        let upper = values[place] + fx * (values[place + 1] - values[place])
        let lower = values[place + columns] + fx * (values[place + columns + 1] - values[place + columns])
        return upper + fy * (lower - upper)
    }
}
