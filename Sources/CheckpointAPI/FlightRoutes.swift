internal import BorderLaw
internal import Checkpoint
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Support
internal import TravelDocument

/// Carriers' lists: import, flights, expected against seen. Only for officers: all of it is personal.
struct FlightRoutes: Sendable {
    let flights: any FlightStore
    let readings: any ReadingStore
    let rulebooks: RulebookShelf

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.post("/v1/flights/lists") { request, _ in
            let body = try await request.json(Delivery.self, limit: Limits.controlBodyBytes)
            try Warrant.require(body.officer)
            let lists = try await imported(body)
            return Response.json(lists, status: .created)
        }
        router.get("/v1/flights") { request, _ in
            let query = request.uri.queryParameters
            let day = try query["day"].map { text throws -> CivilDate in
                guard let day = CivilDate(String(text)) else {
                    throw ProblemDetails("badQuery", status: .badRequest, title: "day is not YYYY-MM-DD")
                }
                return day
            }
            let limit = query["limit"].flatMap { Int($0) } ?? 50
            return Response.json(
                try await answered { () async throws(StoreError) in
                    try await flights.flightListings(on: day, limit: min(max(limit, 1), Limits.flightsPerPage))
                })
        }
        router.get("/v1/flights/{flight}") { request, context in
            guard let id = Int64(try context.parameters.require("flight")) else {
                throw ProblemDetails("badFlight", status: .badRequest, title: "Not the number of a flight")
            }
            let reader = try request.reader()
            let report = try await answered { () async throws(StoreError) in
                try await flights.flightReportDocument(id, rulebooks: rulebooks)
            }
            guard let report else {
                throw ProblemDetails("unknownFlight", status: .notFound, title: "There is no such flight")
            }
            try await readings.require(PersonReading(of: "flights/\(id)", count: report.persons.count, by: reader))
            return Response.json(report)
        }
    }

    /// Interchanges that belong together, as the carrier sent them.
    private struct Delivery: Decodable {
        /// Each in base64.
        let interchanges: [Data]
        let airport: String?
        let officer: String
    }

    private func imported(_ body: Delivery) async throws -> [ImportedListDocument] {
        guard (1...Limits.interchanges).contains(body.interchanges.count) else {
            throw ProblemDetails(
                "badDelivery", status: .unprocessableContent,
                title: "1 to \(Limits.interchanges) interchanges are taken at once")
        }
        let today = UlaanbaatarCalendar.day(of: .now())
        var interchanges: [PassengerInterchange] = []
        for (index, bytes) in body.interchanges.enumerated() {
            do throws(PassengerListError) {
                interchanges.append(try PassengerInterchange(parsing: [UInt8](bytes), today: today))
            } catch {
                throw Self.refused(
                    error.code.rawValue, "\(error)",
                    .init(interchange: index + 1, segment: error.segment, tag: error.tag))
            }
        }
        do throws(FlightImportError) {
            return try await flights.importLists(
                of: interchanges, airport: body.airport ?? Self.airport, officer: body.officer, rulebooks: rulebooks)
        } catch {
            switch error {
            case .refused(let code, let reason): throw Self.refused(code, reason, nil)
            case .store(let error): throw ProblemDetails(error)
            }
        }
    }

    /// Ulaanbaatar, Chinggis Khaan.
    private static let airport = "UBN"

    private static func refused(_ code: String, _ reason: String, _ place: ProblemDetails.Place?) -> ProblemDetails {
        ProblemDetails(
            "passengerList.\(code)", status: .unprocessableContent,
            title:
                "Зорчигчийн жагсаалтыг хүлээн авсангүй, юу ч өөрчлөгдөөгүй · The list is refused, nothing was changed",
            detail: reason, place: place)
    }
}
