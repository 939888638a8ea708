internal import ArgumentParser
internal import Checkpoint
internal import DocumentTrust
internal import TravelDocument
internal import UnifiedDatabase

/// The options of commands that can leave sealed evidence behind.
struct EvidenceOptions: ParsableArguments {
    @Option(help: "A file for sealed evidence: what was read and judged, signed by --evidence-key.")
    var evidence: String?

    @Option(help: "The file with the Ed25519 key that signs the evidence: 32 bytes or 64 hex digits, mode 0600.")
    var evidenceKey: String?

    /// Where to write, and with which key; nil when nobody asked for evidence.
    struct Place {
        let path: String
        let key: EvidenceKey

        /// Seals the files with what is said of them, and writes the evidence.
        ///
        /// Fingers and irises that are as they were signed stay out: EF.SOD has their hash, and the judgement is the
        /// same without them. Changed ones are the evidence.
        func write(_ statement: EvidenceStatement, files: ChipFiles) throws(CommandFailure) {
            var files = files
            for file in [LDSFile.dg3, .dg4] where [.intact, .unknown].contains(DataGroupSeal(of: file, in: files)) {
                files[file] = nil
            }
            let text = try Output.encoded(statement, indented: false)
            let sealed: SealedEvidence
            do throws(StoreError) {
                sealed = try SealedEvidence(statement: text, files: files, publicKey: key.publicKey) {
                    bytes throws(StoreError) in try key.sign(bytes)
                }
            } catch {
                throw CommandFailure(.unusable, "the evidence cannot be signed: \(error)")
            }
            try OutputFile.write(try Output.bytes(sealed, indented: true), to: path)
            Output.note("evidence in \(path), signed by \(HexBytes(key.publicKey))")
        }
    }

    /// Loads the key, before anything is read from a chip.
    func place() throws(CommandFailure) -> Place? {
        guard let evidence else {
            guard evidenceKey == nil else {
                throw CommandFailure(.unusable, "--evidence-key signs evidence: name its file by --evidence")
            }
            return nil
        }
        guard let evidenceKey else {
            throw CommandFailure(
                .unusable, "--evidence needs --evidence-key: evidence that nobody signed proves nothing")
        }
        do throws(StoreError) {
            return Place(path: evidence, key: try EvidenceKey.load(from: evidenceKey))
        } catch {
            throw CommandFailure(
                .unusable, "\(evidenceKey): \(error)",
                advice: "a new key is 32 random bytes in a file that only its owner reads")
        }
    }
}
