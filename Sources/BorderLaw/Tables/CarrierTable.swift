package import TravelDocument

/// A carrier under both of its codes.
package struct Carrier: Sendable, Codable, Hashable {
    /// Two characters (IATA).
    package var iata: String
    /// Three letters (ICAO Doc 8585).
    package var icao: String
    /// For people.
    package var name: String

    /// Names a carrier.
    package init(iata: String, icao: String, name: String) {
        self.iata = iata
        self.icao = icao
        self.name = name
    }
}

/// The carriers that come here: lists of passengers and officers name one flight by either code, `OM301` or `MGL301`.
package struct CarrierTable: Sendable, Codable, Hashable {
    /// Name of this edition.
    package var version = "CARRIERS.1"
    /// Each code stands once.
    package var carriers: [Carrier] = []

    /// Without any carrier: every number stays as it is given.
    package init() {}

    /// Every form of a number, that with the two characters first; the number of an unknown carrier stays as it is.
    package func forms(of flight: FlightDesignator) -> [FlightDesignator] {
        let known = carriers.first { $0.iata == flight.carrier || $0.icao == flight.carrier }
        guard let known else { return [flight] }
        return [known.iata, known.icao].compactMap { flight.operated(by: $0) }
    }

    /// What is wrong with these values, each named.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        faults.checkVersion(version)
        guard carriers.count <= Limits.maximumTableRows else {
            return faults + [ValueFault("carriers", "must be at most \(Limits.maximumTableRows)")]
        }
        var codes: Set<String> = []
        for (index, carrier) in carriers.enumerated() {
            func fault(_ key: String, _ reason: String) {
                faults.append(ValueFault("carriers[\(index)].\(key)", reason))
            }
            for (key, code, length) in [("iata", carrier.iata, 2), ("icao", carrier.icao, 3)] {
                // The code has to be read out of a number as this carrier's again.
                if code.utf8.count != length || FlightDesignator(code + "1")?.carrier != code {
                    fault(key, "\(code) is no code of \(length) characters")
                }
                if !codes.insert(code).inserted { fault(key, "\(code) stands twice") }
            }
            if carrier.name.isEmpty { fault("name", "\(carrier.iata) has no name") }
        }
        return faults
    }

    /// The carriers of `config/rulebook`, with their source there.
    static let standard: CarrierTable = {
        var table = CarrierTable()
        table.carriers = [
            Carrier(iata: "OM", icao: "MGL", name: "MIAT Mongolian Airlines"),
            Carrier(iata: "M0", icao: "MNG", name: "Aero Mongolia"),
            Carrier(iata: "MR", icao: "MML", name: "Hunnu Air"),
            Carrier(iata: "CA", icao: "CCA", name: "Air China"),
            Carrier(iata: "KE", icao: "KAL", name: "Korean Air"),
            Carrier(iata: "OZ", icao: "AAR", name: "Asiana Airlines"),
            Carrier(iata: "7C", icao: "JJA", name: "Jeju Air"),
            Carrier(iata: "TW", icao: "TWB", name: "T'way Air"),
            Carrier(iata: "LJ", icao: "JNA", name: "Jin Air"),
            Carrier(iata: "BX", icao: "ABL", name: "Air Busan"),
            Carrier(iata: "SU", icao: "AFL", name: "Aeroflot"),
            Carrier(iata: "TK", icao: "THY", name: "Turkish Airlines"),
            Carrier(iata: "UA", icao: "UAL", name: "United Airlines"),
            Carrier(iata: "CZ", icao: "CSN", name: "China Southern Airlines"),
        ]
        return table
    }()
}
