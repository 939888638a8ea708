internal import Checkpoint
internal import FoundationEssentials
internal import UnifiedDatabase

extension Settings {
    /// Largest file of signers that is read.
    private static let signersLimit = 1 << 16

    /// Whose lists are taken over the control socket. The file of signers is read each time, so that a new one counts
    /// at once.
    var listTrust: ListTrust {
        ListTrust(unsignedAccepted: unsignedListsAccepted) { [path = listSigners] file, text throws(StoreError) in
            let signers = try Self.signers(path)
            return ListSigners.signature(text).flatMap { signers.signer(ofFile: file, $0) }
        }
    }

    private static func signers(_ path: String) throws(StoreError) -> ListSigners {
        let text: String
        do {
            let data = try Data(contentsOf: URL(filePath: path))
            guard data.count <= signersLimit else { throw StoreError(.inputOutput, "is too long") }
            text = String(decoding: data, as: UTF8.self)
        } catch {
            throw StoreError(.inputOutput, "the file of signers cannot be read: \(path)")
        }
        do throws(ListFault) {
            return try ListSigners(parsing: text)
        } catch {
            throw StoreError(.inputOutput, "\(path): \(error)")
        }
    }
}
