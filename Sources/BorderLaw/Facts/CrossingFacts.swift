package import TravelDocument

/// Everything the rules look at for one crossing, gathered beforehand; the rules themselves ask nobody.
///
/// The facts are stored with the record, so that a decision can be replayed years later.
package struct CrossingFacts: Sendable, Codable, Hashable {
    /// Which way the traveller goes.
    package var direction: Direction
    /// The day of the crossing in Asia/Ulaanbaatar.
    package var date: CivilDate
    /// The moment of the crossing, seconds since 1970-01-01T00:00:00Z.
    package var unixTime: Int64
    /// Where the traveller stands.
    package var station: Station
    /// The document in the traveller's hand.
    package var document: DocumentFacts
    /// The e-gate permission the unified database holds for this document or, failing that, for this person.
    package var permission: Lookup<PermissionFacts>
    /// Whether the document was declared invalid.
    package var invalidation: Lookup<Invalidation>
    /// What the exit-restriction list says.
    package var restrictions: RestrictionFacts
    /// Entries of the list of wanted persons that may mean the traveller.
    package var wanted: Lookup<[WantedEntry]>
    /// Age of the list of wanted persons and of that of invalid documents in whole hours, rounded up; nil for a list
    /// that was never loaded, and in records from before ages were told.
    package var wantedListAgeHours: Int?
    package var invalidListAgeHours: Int?
    /// Whether these lists were never loaded here: asked, and not there. Nil when they were loaded or nobody could ask,
    /// and in records from before it was told.
    package var wantedListMissing: Bool?
    package var invalidListMissing: Bool?
    /// The last crossing that counts with this document.
    package var lastCrossing: Lookup<PriorCrossing>
    /// The last crossing that counts of the same person with another document.
    package var lastCrossingWithOtherDocument: Lookup<PriorCrossing>
    /// The last crossing that counts with another document whose zone holds the same register number, where nobody has
    /// confirmed that both are one person's; unknown in records from before zones were compared.
    package var lastCrossingByZone: Lookup<PriorCrossing>
    /// What the chip told.
    package var chip: ChipFacts
    /// What the finger told.
    package var finger: FingerFacts
    /// What an officer's desk knows beyond this; nil where no desk has asked, as in records of a gate.
    package var desk: DeskFacts?

    /// Gathers the facts of one crossing; whatever is left out is unknown.
    package init(
        direction: Direction,
        date: CivilDate,
        unixTime: Int64,
        station: Station,
        document: DocumentFacts,
        permission: Lookup<PermissionFacts> = .unknown,
        invalidation: Lookup<Invalidation> = .unknown,
        restrictions: RestrictionFacts = RestrictionFacts(found: [], listAgeHours: nil),
        wanted: Lookup<[WantedEntry]> = .unknown,
        wantedListAgeHours: Int? = nil,
        invalidListAgeHours: Int? = nil,
        wantedListMissing: Bool? = nil,
        invalidListMissing: Bool? = nil,
        lastCrossing: Lookup<PriorCrossing> = .unknown,
        lastCrossingWithOtherDocument: Lookup<PriorCrossing> = .unknown,
        lastCrossingByZone: Lookup<PriorCrossing> = .unknown,
        chip: ChipFacts = .notExamined,
        finger: FingerFacts = .notTaken,
        desk: DeskFacts? = nil
    ) {
        self.direction = direction
        self.date = date
        self.unixTime = unixTime
        self.station = station
        self.document = document
        self.permission = permission
        self.invalidation = invalidation
        self.restrictions = restrictions
        self.wanted = wanted
        self.wantedListAgeHours = wantedListAgeHours
        self.invalidListAgeHours = invalidListAgeHours
        self.wantedListMissing = wantedListMissing
        self.invalidListMissing = invalidListMissing
        self.lastCrossing = lastCrossing
        self.lastCrossingWithOtherDocument = lastCrossingWithOtherDocument
        self.lastCrossingByZone = lastCrossingByZone
        self.chip = chip
        self.finger = finger
        self.desk = desk
    }

    /// Decodes facts; what stands nowhere is unknown, and what is unknown goes to an officer.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            direction: try container.decode(Direction.self, forKey: .direction),
            date: try container.decode(CivilDate.self, forKey: .date),
            unixTime: try container.decode(Int64.self, forKey: .unixTime),
            station: try container.decode(Station.self, forKey: .station),
            document: try container.decode(DocumentFacts.self, forKey: .document),
            permission: try container.decode(Lookup<PermissionFacts>.self, forKey: .permission),
            invalidation: try container.decode(Lookup<Invalidation>.self, forKey: .invalidation),
            restrictions: try container.decodeIfPresent(RestrictionFacts.self, forKey: .restrictions)
                ?? RestrictionFacts(found: [], listAgeHours: nil),
            wanted: try container.decode(Lookup<[WantedEntry]>.self, forKey: .wanted),
            wantedListAgeHours: try container.decodeIfPresent(Int.self, forKey: .wantedListAgeHours),
            invalidListAgeHours: try container.decodeIfPresent(Int.self, forKey: .invalidListAgeHours),
            wantedListMissing: try container.decodeIfPresent(Bool.self, forKey: .wantedListMissing),
            invalidListMissing: try container.decodeIfPresent(Bool.self, forKey: .invalidListMissing),
            lastCrossing: try container.decode(Lookup<PriorCrossing>.self, forKey: .lastCrossing),
            lastCrossingWithOtherDocument: try container.decode(
                Lookup<PriorCrossing>.self, forKey: .lastCrossingWithOtherDocument),
            lastCrossingByZone: try container.decode(Lookup<PriorCrossing>.self, forKey: .lastCrossingByZone),
            chip: try container.decodeIfPresent(ChipFacts.self, forKey: .chip) ?? .notExamined,
            finger: try container.decodeIfPresent(FingerFacts.self, forKey: .finger) ?? .notTaken,
            desk: try container.decodeIfPresent(DeskFacts.self, forKey: .desk))
    }
}
