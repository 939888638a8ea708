import Glibc

/// The target that BOOMT_FUZZ_TARGET names.
private let target: FuzzTarget = {
    let name = getenv("BOOMT_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        fatalError("BOOMT_FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
    }
    return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    target.run([UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
}
