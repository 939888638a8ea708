internal import GRDB

/// How the values of rows become bytes for their digest.
extension JournaledRow {
    /// The values in the order of the columns, each with its type and length.
    static func bytes(of values: [DatabaseValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(values, to: &bytes)
        return bytes
    }

    static func append(_ values: some Collection<DatabaseValue>, to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + length(of: values))
        for value in values {
            switch value.storage {
            case .null:
                bytes.append(0)
            case .int64(let number):
                bytes.append(1)
                bytes.append(integer: number)
            case .double(let number):
                bytes.append(2)
                bytes.append(integer: Int64(bitPattern: number.bitPattern))
            case .string(let text):
                bytes.append(3)
                bytes.append(field: text.utf8)
            case .blob(let data):
                bytes.append(4)
                bytes.append(field: data)
            }
        }
    }

    private static func length(of values: some Collection<DatabaseValue>) -> Int {
        values.reduce(0) { sum, value in
            switch value.storage {
            case .null: sum + 1
            case .int64, .double: sum + 9
            case .string(let text): sum + 9 + text.utf8.count
            case .blob(let data): sum + 9 + data.count
            }
        }
    }
}
