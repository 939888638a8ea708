/// The lists that every traveller is looked up on.
package enum BorderList: String, Codable, Sendable, Hashable, CaseIterable {
    /// Citizens whose exit is restricted or whose right to leave is suspended (A/260 3.4).
    case exitRestrictions
    /// Persons who are searched for (эрэн сурвалжлагдаж байгаа хүн).
    case wantedPersons
    /// Documents that were lost, stolen or invalidated before their time (regulation 126).
    case invalidDocuments
}
