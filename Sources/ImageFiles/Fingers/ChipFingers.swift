internal import Fingerprint
package import TravelDocument

/// The finger images of a chip's DG3 (ICAO 9303-10 §4.7.3, ISO/IEC 19794-4:2005).
///
/// Whoever made the chip chose the bytes. Uncompressed and WSQ images are decoded here, under the bounds of the finger
/// engine; JPEG and JPEG 2000 in a process of their own, after their size was read here and found to be the one that the
/// record tells. A fault is a value: it costs the image that has it, and no other.
package struct ChipFingers: Sendable {
    /// One for each image, and one for each record that cannot be read, in the order of the file. None where the state
    /// enrolled no finger.
    package let fingers: [ChipFinger]
    /// What the file breaks without losing an image, each once: a count that lies, for one.
    package let defects: [LDSDefect]

    /// Takes the images out of DG3. Blocks the calling thread, for little more than the time of the
    /// limits: an image that is decoded here is brought to its end.
    ///
    /// - Parameter file: the bytes of DG3; whether the state has signed them is the caller's question.
    package init(
        dg3 file: [UInt8], decoder: PictureDecoder = PictureDecoder(), limits: ChipFingerLimits = ChipFingerLimits()
    ) {
        let group: DG3
        do throws(LDSError) {
            group = try DG3(parsing: file)
        } catch {
            self.init(refusing: ChipFingerError(error))
            return
        }
        var work = Work(decoder: decoder, limits: limits, deadline: ContinuousClock.now + limits.time)
        self.init(
            fingers: group.templates.enumerated().flatMap { work.fingers(of: $1, number: $0 + 1) },
            defects: group.defects)
    }

    /// What is said of a DG3 that is not looked at.
    package init(refusing error: ChipFingerError) {
        let nothing = ChipFinger(
            template: 0, view: 0, position: .unknown, headerPosition: nil, facts: nil, image: .failure(error))
        self.init(fingers: [nothing], defects: [])
    }

    private init(fingers: [ChipFinger], defects: [LDSDefect]) {
        self.fingers = fingers
        self.defects = defects
    }

    /// What is left of the limits of one file.
    private struct Work {
        let decoder: PictureDecoder
        let limits: ChipFingerLimits
        let deadline: ContinuousClock.Instant
        var views = 0

        mutating func fingers(of template: DG3.Template, number: Int) -> [ChipFinger] {
            let header = template.finger.flatMap { FingerTemplate.Position(rawValue: $0.rawValue) }
            let record: FingerImageRecord
            do throws(FingerprintError) {
                record = try FingerImageRecord(iso19794_4: template.record)
            } catch {
                return [
                    ChipFinger(
                        template: number, view: 0, position: header ?? .unknown, headerPosition: header, facts: nil,
                        image: .failure(ChipFingerError(error)))
                ]
            }
            return record.views.enumerated().map { index, view in
                ChipFinger(
                    template: number, view: index + 1,
                    position: view.position == .unknown ? header ?? .unknown : view.position, headerPosition: header,
                    facts: ChipFinger.Facts(
                        compression: record.compression, width: view.width, height: view.height,
                        pixelsPerInch: record.pixelsPerInch,
                        statedQuality: view.quality <= 100 ? Int(view.quality) : nil),
                    image: image(view, record))
            }
        }

        private mutating func image(
            _ view: FingerImageRecord.View, _ record: FingerImageRecord
        ) -> Result<FingerImage, ChipFingerError> {
            views += 1
            let left = deadline - ContinuousClock.now
            guard views <= limits.views else { return .failure(ChipFingerError(.outOfBounds, "number of views")) }
            guard left > .zero else { return .failure(ChipFingerError(.timeExceeded, "DG3")) }
            do throws(ChipFingerError) {
                return .success(try record.decoded(view, by: decoder.within(left)))
            } catch {
                return .failure(error)
            }
        }
    }
}

/// The bounds of decoding one DG3.
package struct ChipFingerLimits: Sendable, Equatable {
    /// Most images that are decoded: people have ten fingers, chips hold two of them.
    package var views = 16
    /// Longest time for all images together.
    package var time = Duration.seconds(10)

    /// The bounds of a checkpoint.
    package init() {}
}
