/// A record with what people have added to it since. Its JSON is the record's, with further keys.
package struct CrossingFile: Codable, Sendable, Equatable {
    /// What the lane wrote; it never changes.
    package var record: CrossingRecord
    /// What an officer decided, if the traveller was referred and somebody has decided.
    package var decision: OfficerDecision?
    /// What an officer found out, if the crossing was interrupted and is settled.
    package var settlement: CrossingSettlement?
    /// What an officer has added about the journey; the newest entry.
    package var particulars: CrossingParticulars?
    /// How long an officer let a foreigner stay at this entry; the newest grant.
    package var grant: EntryGrant?

    package init(
        _ record: CrossingRecord, decision: OfficerDecision? = nil, settlement: CrossingSettlement? = nil,
        particulars: CrossingParticulars? = nil, grant: EntryGrant? = nil
    ) {
        self.record = record
        self.decision = decision
        self.settlement = settlement
        self.particulars = particulars
        self.grant = grant
    }

    private enum CodingKeys: String, CodingKey {
        case decision, settlement, particulars, grant
    }

    package init(from decoder: any Decoder) throws {
        record = try CrossingRecord(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        decision = try container.decodeIfPresent(OfficerDecision.self, forKey: .decision)
        settlement = try container.decodeIfPresent(CrossingSettlement.self, forKey: .settlement)
        particulars = try container.decodeIfPresent(CrossingParticulars.self, forKey: .particulars)
        grant = try container.decodeIfPresent(EntryGrant.self, forKey: .grant)
    }

    package func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(decision, forKey: .decision)
        try container.encodeIfPresent(settlement, forKey: .settlement)
        try container.encodeIfPresent(particulars, forKey: .particulars)
        try container.encodeIfPresent(grant, forKey: .grant)
    }
}
