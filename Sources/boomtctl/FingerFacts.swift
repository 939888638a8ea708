internal import Fingerprint
internal import TravelDocument

/// What DG3 holds, without the images: one row for each.
struct FingerFacts: Codable, Equatable {
    /// Which finger, 1 right thumb … 10 left little; 0 unknown. The record's word, else the header's.
    var position: Int
    /// `none packed wsq jpeg jpeg2000 png`; null for a record that cannot be read.
    var compression: String?
    /// Width in pixels as the record says.
    var width: Int?
    /// Height in pixels as the record says.
    var height: Int?
    /// Resolution in pixels per inch.
    var pixelsPerInch: Int?
    /// Whether the image was decoded. JPEG, JPEG 2000 and PNG are not decodable in this process.
    var decoded: Bool
    /// Why not.
    var reason: String?

    /// The fingers of a DG3; a file that is misformed is one row with the reason.
    static func all(_ file: [UInt8]) -> [FingerFacts] {
        do throws(LDSError) {
            return try DG3(parsing: file).templates.flatMap { rows($0) }
        } catch {
            return [FingerFacts(position: 0, decoded: false, reason: "DG3 \(error.code.rawValue)")]
        }
    }

    private static func rows(_ template: DG3.Template) -> [FingerFacts] {
        let finger = Int(template.finger?.rawValue ?? 0)
        let record: FingerImageRecord
        do throws(FingerprintError) {
            record = try FingerImageRecord(iso19794_4: template.record)
        } catch {
            return [FingerFacts(position: finger, decoded: false, reason: "\(error)")]
        }
        return record.views.map { view in
            var facts = FingerFacts(
                position: view.position == .unknown ? finger : Int(view.position.rawValue),
                compression: "\(record.compression)", width: view.width, height: view.height,
                pixelsPerInch: record.pixelsPerInch, decoded: true)
            do throws(FingerprintError) {
                _ = try record.image(view)
            } catch {
                (facts.decoded, facts.reason) = (false, "\(error)")
            }
            return facts
        }
    }
}
