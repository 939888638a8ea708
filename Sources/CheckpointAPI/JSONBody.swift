internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOFoundationCompat

extension Response {
    /// A value as JSON with sorted keys.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            // Every type that is answered encodes without conditions; a number that JSON cannot hold is the one way here.
            return Response(status: .internalServerError)
        }
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(data: data)))
    }
}

extension Request {
    /// Reads a JSON body of at most `limit` bytes.
    ///
    /// A body that does not call itself JSON is refused: a page in a kiosk's browser cannot send one across origins
    /// without being asked first.
    func json<Value: Decodable>(_ type: Value.Type, limit: Int) async throws -> Value {
        try await jsonFile(type, limit: limit).value
    }

    /// Reads a JSON body as ``json(_:limit:)`` does, and keeps it to the byte: somebody has signed it.
    func jsonFile<Value: Decodable>(_ type: Value.Type, limit: Int) async throws -> (value: Value, bytes: [UInt8]) {
        guard let contentType = headers[.contentType], contentType.hasPrefix("application/json") else {
            throw ProblemDetails(
                "contentType", status: .unsupportedMediaType, title: "The body must be application/json")
        }
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw ProblemDetails("tooLarge", status: .contentTooLarge, title: "The body is larger than \(limit) bytes")
        }
        do {
            return (try JSONDecoder().decode(type, from: Data(buffer: buffer)), Array(buffer.readableBytesView))
        } catch let error as DecodingError {
            throw ProblemDetails(
                "badRequest", status: .badRequest, title: "The body does not fit the interface",
                detail: error.fieldAndReason)
        }
    }
}

extension DecodingError {
    /// Field and reason.
    fileprivate var fieldAndReason: String {
        func path(_ context: Context) -> String {
            context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        return switch self {
        case .keyNotFound(let key, let context):
            "\((context.codingPath + [key]).map(\.stringValue).joined(separator: ".")): is missing"
        case .typeMismatch(_, let context): "\(path(context)): has the wrong type"
        case .valueNotFound(_, let context): "\(path(context)): is null"
        // Foundation's own words quote the value, which may be personal.
        case .dataCorrupted(let context): "\(path(context)): is not a value that fits"
        @unknown default: "not readable"
        }
    }
}
