import COpenSSL
internal import Synchronization

/// The points of a standardised curve, in the uncompressed form 04 ‖ x ‖ y with coordinates of fixed length
/// (TR-03111 §3.2.1). The point at infinity has no such form: what would give it throws `malformed`.
struct CurveGroup: Sendable {
    /// The curve; all of ours have cofactor one.
    let curve: NamedCurve

    /// Length of a point in bytes.
    var pointBytes: Int { 1 + 2 * curve.fieldBytes }

    /// Numbers that define the curve y² = x³ + ax + b over the field of p elements, and the number of its points.
    struct Parameters: Sendable {
        var p: [UInt8]
        var a: [UInt8]
        var b: [UInt8]
        var order: [UInt8]
    }

    /// The base point of the standard.
    func generator() throws(CryptographyError) -> [UInt8] {
        let group = try LibraryGroup.of(curve)
        guard let base = EC_GROUP_get0_generator(group.pointer) else { throw .library("curve generator") }
        return try group.encoding(of: base, length: pointBytes)
    }

    /// The numbers of the curve.
    func parameters() throws(CryptographyError) -> Parameters {
        let group = try LibraryGroup.of(curve)
        guard let p = BN_new(), let a = BN_new(), let b = BN_new() else { throw .library("curve parameters") }
        defer { [p, a, b].forEach { BN_free($0) } }
        guard EC_GROUP_get_curve(group.pointer, p, a, b, nil) == 1, let order = EC_GROUP_get0_order(group.pointer)
        else { throw .library("curve parameters") }
        let orderBytes = (Int(BN_num_bits(order)) + 7) / 8
        return Parameters(
            p: try Self.bytes(p, curve.fieldBytes), a: try Self.bytes(a, curve.fieldBytes),
            b: try Self.bytes(b, curve.fieldBytes), order: try Self.bytes(order, orderBytes))
    }

    /// The sum of a point with itself `scalar` times, in time that does not depend on the scalar's bits. Throws
    /// `malformed` for bytes that are no point of the curve.
    func multiply(_ point: [UInt8], by scalar: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard scalar.count <= Limits.modulusBytes else { throw CryptographyError(.limitExceeded, "scalar") }
        let group = try LibraryGroup.of(curve)
        let (base, result) = (try group.point(), try group.point())
        defer { [base, result].forEach { EC_POINT_clear_free($0) } }
        try decode(point, group, into: base)
        guard let number = BN_bin2bn(scalar, Int32(scalar.count), nil) else { throw .library("scalar") }
        defer { BN_clear_free(number) }
        // Of the base point the library has tables, for which it has to be told so.
        let isGenerator = EC_POINT_cmp(group.pointer, base, EC_GROUP_get0_generator(group.pointer), nil) == 0
        let status =
            isGenerator
            ? EC_POINT_mul(group.pointer, result, number, nil, nil, nil)
            : EC_POINT_mul(group.pointer, result, nil, base, number, nil)
        guard status == 1 else { throw .library("point multiplication") }
        return try group.encoding(of: result, length: pointBytes)
    }

    /// These bytes, if they are a point of the curve; throws `malformed` otherwise.
    func point(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let group = try LibraryGroup.of(curve)
        let point = try group.point()
        defer { EC_POINT_free(point) }
        try decode(bytes, group, into: point)
        return bytes
    }

    /// The sum of two points.
    func add(_ one: [UInt8], _ other: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let group = try LibraryGroup.of(curve)
        let (first, second) = (try group.point(), try group.point())
        defer { [first, second].forEach { EC_POINT_clear_free($0) } }
        try decode(one, group, into: first)
        try decode(other, group, into: second)
        guard EC_POINT_add(group.pointer, first, first, second, nil) == 1 else { throw .library("point addition") }
        return try group.encoding(of: first, length: pointBytes)
    }

    private func decode(
        _ bytes: [UInt8], _ group: LibraryGroup, into point: OpaquePointer
    ) throws(CryptographyError) {
        guard bytes.count == pointBytes, bytes.first == 0x04 else {
            throw CryptographyError(.malformed, "point of \(bytes.count) bytes")
        }
        // The library proves that the point lies on the curve.
        guard EC_POINT_oct2point(group.pointer, point, bytes, bytes.count, nil) == 1 else {
            throw .library("point", code: .malformed)
        }
    }

    private static func bytes(_ number: OpaquePointer, _ count: Int) throws(CryptographyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard BN_bn2binpad(number, &bytes, Int32(count)) == Int32(count) else { throw .library("curve parameters") }
        return bytes
    }
}

/// OpenSSL's group of a curve, made at its first use and kept.
///
/// `@unchecked Sendable`: a group is never changed or freed after it was made, and the library lets threads share what
/// they only read.
private struct LibraryGroup: @unchecked Sendable {
    let pointer: OpaquePointer

    private static let made = Mutex<[NamedCurve: LibraryGroup]>([:])

    static func of(_ curve: NamedCurve) throws(CryptographyError) -> LibraryGroup {
        let group = made.withLock { made in
            if made[curve] == nil {
                made[curve] = EC_GROUP_new_by_curve_name(curve.libraryNumber).map { LibraryGroup(pointer: $0) }
            }
            return made[curve]
        }
        guard let group else { throw .library("curve", code: .unsupported) }
        return group
    }

    /// A new point, to be freed by the caller.
    func point() throws(CryptographyError) -> OpaquePointer {
        guard let point = EC_POINT_new(pointer) else { throw .library("point") }
        return point
    }

    func encoding(of point: OpaquePointer, length: Int) throws(CryptographyError) -> [UInt8] {
        guard EC_POINT_is_at_infinity(pointer, point) == 0 else {
            throw CryptographyError(.malformed, "point at infinity")
        }
        var bytes = [UInt8](repeating: 0, count: length)
        guard EC_POINT_point2oct(pointer, point, POINT_CONVERSION_UNCOMPRESSED, &bytes, length, nil) == length else {
            throw .library("point")
        }
        return bytes
    }
}
