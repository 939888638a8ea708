package import BorderLaw
package import DocumentTrust
package import Support
package import TravelDocument

/// How far a crossing has come in the unified database.
package enum CrossingState: String, Codable, Sendable, CaseIterable {
    /// Recorded and let through; whether the traveller went through the gate is not yet known.
    case admitted
    /// Went through the gate.
    case passed
    /// Did not go through although the gate was open.
    case turnedBack
    /// Handed to an officer; the gate stayed shut.
    case referred
    /// The gate was open when the daemon stopped or the passage sensor stayed silent: an officer settles what happened.
    case interrupted
}

/// What the data page said, as far as it could be read.
package struct CrossingDocument: Codable, Sendable, Equatable {
    /// MRZ document code, for example `P` or `PD`.
    package var documentCode: String
    package var issuer: String
    package var number: String
    package var nationality: String
    /// The six MRZ characters, with fillers where a part is unknown.
    package var birthDateText: String
    package var birthDate: CivilDate?
    package var sex: Sex
    package var expiryDate: CivilDate?
    package var primaryIdentifier: String
    package var secondaryIdentifier: String
    package var optionalData: String

    package init(_ mrz: MachineReadableZone) {
        documentCode = mrz.documentCode
        issuer = mrz.issuer
        number = mrz.documentNumber
        nationality = mrz.nationality
        birthDateText = mrz.birthDate.text
        birthDate = mrz.birthDate.date
        sex = mrz.sex
        expiryDate = mrz.expiryDate.date
        primaryIdentifier = mrz.primaryIdentifier
        secondaryIdentifier = mrz.secondaryIdentifier
        optionalData = mrz.optionalData
    }

    /// The register number in Latin letters in the optional data of a document of Mongolia, if it is one.
    package var latinRegisterNumber: LatinRegisterNumber? {
        LatinRegisterNumber(issuer: issuer, optionalData: optionalData)
    }
}

/// What the chip said, or why it said nothing.
package struct ChipEvidence: Codable, Sendable, Equatable {
    package enum Presence: String, Codable, Sendable {
        /// Nobody looked for a chip: the MRZ was not readable, or the daemon was stopped before.
        case notExamined
        /// No chip answered on the reader of this lane.
        case absent
        case read
        /// A chip answered but could not be read to the end.
        case unreadable
        /// The reader or the PC/SC service was not there.
        case readerUnavailable
    }

    package var presence: Presence
    /// Short code of the fault, for example `cardRemoved`; nil when the chip was read or absent.
    package var faultCode: String?
    /// The fault for the officer; nil when the chip was read or absent.
    package var faultText: LocalizedText?
    /// The TR-03135 table of checks; nil when nothing could be judged.
    package var inspection: InspectionReport?
    /// APDUs exchanged and bytes read, for statistics.
    package var apduCount: Int
    package var bytesRead: Int
    package var milliseconds: Int
    /// Version of the knowledge of quirks by which the chip was read and judged; nil where none was asked, and in records
    /// of before. What of it held stands in `inspection`.
    package var quirks: String?

    package init(
        presence: Presence, faultCode: String? = nil, faultText: LocalizedText? = nil,
        inspection: InspectionReport? = nil, apduCount: Int = 0, bytesRead: Int = 0, milliseconds: Int = 0,
        quirks: String? = nil
    ) {
        self.presence = presence
        self.faultCode = faultCode
        self.faultText = faultText
        self.inspection = inspection
        self.apduCount = apduCount
        self.bytesRead = bytesRead
        self.milliseconds = milliseconds
        self.quirks = quirks
    }

    /// Nobody has looked for a chip.
    package static let notExamined = ChipEvidence(presence: .notExamined)
    /// No chip on the reader: most Mongolian passports have none.
    package static let absent = ChipEvidence(presence: .absent)
}

/// One try at a finger: figures only, never the image or the template.
package struct FingerTry: Codable, Sendable, Equatable {
    /// Estimate of -log10 of the false-match rate; nil when there was nothing to compare.
    package var score: Double?
    /// Quality of the image by our own extractor, 0 to 100.
    package var quality: Int?
    /// ISO/IEC 19794-2 code (1 to 10) of the enrolled finger that fitted best.
    package var finger: Int?
    /// Why the try gave no score, for example `noFinger`, `unplugged`, `tooDry`, `presentationAttack`.
    package var faultCode: String?
    /// How much the image looks as if no living finger had made it, 0 to 1; nil when nobody looked.
    package var presentation: Double?

    package init(
        score: Double? = nil, quality: Int? = nil, finger: Int? = nil, faultCode: String? = nil,
        presentation: Double? = nil
    ) {
        self.score = score
        self.quality = quality
        self.finger = finger
        self.faultCode = faultCode
        self.presentation = presentation
    }
}

/// One crossing with everything it was judged by: what is committed before the gate opens.
///
/// `facts`, `verdict` (with the rulebook's version, and the numbers that the settings brought) and `softwareVersion`
/// replay to the same decision.
package struct CrossingRecord: Codable, Sendable, Equatable {
    package var id: CrossingID
    package var lane: LaneID
    package var direction: Direction
    package var startedAt: UnixTime
    package var decidedAt: UnixTime
    /// When the state became final; nil while `admitted`.
    package var completedAt: UnixTime?
    package var state: CrossingState
    /// The MRZ as the kiosk sent it, at most `Limits.mrzBytes` bytes.
    package var mrzText: String
    /// Nil when the MRZ could not be parsed.
    package var document: CrossingDocument?
    package var chip: ChipEvidence
    package var fingerTries: [FingerTry]
    /// The permission that was used, if one was found.
    package var permissionID: Int64?
    package var facts: CrossingFacts
    package var verdict: Verdict
    package var softwareVersion: String
    /// With what the traveller came or goes; nil when nobody said so.
    package var trip: Trip?

    package init(
        id: CrossingID, lane: LaneID, direction: Direction, startedAt: UnixTime, decidedAt: UnixTime,
        completedAt: UnixTime?, state: CrossingState, mrzText: String, document: CrossingDocument?,
        chip: ChipEvidence, fingerTries: [FingerTry], permissionID: Int64?, facts: CrossingFacts, verdict: Verdict,
        softwareVersion: String, trip: Trip? = nil
    ) {
        self.id = id
        self.lane = lane
        self.direction = direction
        self.startedAt = startedAt
        self.decidedAt = decidedAt
        self.completedAt = completedAt
        self.state = state
        self.mrzText = mrzText
        self.document = document
        self.chip = chip
        self.fingerTries = fingerTries
        self.permissionID = permissionID
        self.facts = facts
        self.verdict = verdict
        self.softwareVersion = softwareVersion
        self.trip = trip
    }

    /// The document as it stands on record; nil when its zone could not be read, or names none.
    package var documentKey: DocumentKey? {
        document.flatMap { try? DocumentKey(issuer: $0.issuer, number: $0.number) }
    }
}
