internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// What a journal is held against.
struct JournalOptions: ParsableArguments {
    @Option(help: "A public key, 64 hex digits: the first or a later one; without it, that of the journal's key file.")
    var publicKey: String?

    @Option(help: "A place that an earlier verification, a backup or the daemon's log has told: NUMBER:HASH.")
    var noted: String?

    /// - Parameter keyFile: the daemon's journal key, where this machine has it.
    func verifier(orKeyIn keyFile: String) throws(CommandFailure) -> JournalVerifier {
        JournalVerifier(publicKey: try key(orIn: keyFile), noted: try place())
    }

    private func place() throws(CommandFailure) -> JournalPlace? {
        guard let noted else { return nil }
        guard let place = JournalPlace(noted) else {
            throw CommandFailure(.unusable, "--noted is not NUMBER:HASH with 64 hex digits")
        }
        return place
    }

    private func key(orIn keyFile: String) throws(CommandFailure) -> [UInt8] {
        guard let publicKey else {
            do throws(StoreError) {
                return try JournalKey.load(from: keyFile).publicKey
            } catch {
                throw CommandFailure(
                    .unusable, "\(keyFile): \(error)",
                    advice: "give --public-key as the daemon's log tells it, or the journal's key file")
            }
        }
        let digits = publicKey.compactMap { $0.isASCII ? $0.hexDigitValue.map { UInt8($0) } : nil }
        guard publicKey.utf8.count == 64, digits.count == 64 else {
            throw CommandFailure(.unusable, "--public-key is not 64 hex digits")
        }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
