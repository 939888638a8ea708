import Support

@testable import Checkpoint
@testable import UnifiedDatabase

extension UnifiedDatabase {
    /// Takes a list of exit restrictions that the registry has signed.
    func replaceExitRestrictions(
        _ entries: [ExitRestrictionEntry], version: String, loadedAt: UnixTime
    ) async throws(StoreError) {
        try await replaceExitRestrictions(
            ListDelivery(
                version: version, issuedAt: loadedAt, entries: entries, warrant: .signed(by: "registry"),
                file: Array(version.utf8), receivedAt: loadedAt))
    }
}
