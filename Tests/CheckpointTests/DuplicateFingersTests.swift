import Testing

@testable import Checkpoint

/// What the index does when several ask at once; what it finds is tested with a real archive.
@Suite struct DuplicateFingersTests {
    /// An archive that is slow to say that it has nothing.
    private struct EmptyArchive: FingerArchive {
        func enrolledFingers(after permission: Int64, limit: Int) async throws(StoreError) -> [ArchivedFinger] {
            await Task.yield()
            return []
        }

        func enrolledFingers(ofPermissions permissions: [Int64]) async throws(StoreError) -> [ArchivedFinger] { [] }
    }

    @Test(.timeLimit(.minutes(1))) func `readers that come at once all get their turn`() async throws {
        for _ in 0..<300 {
            let search = DuplicateFingers(archive: EmptyArchive())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { try await search.refresh() } }
                try await group.waitForAll()
            }
        }
    }
}
