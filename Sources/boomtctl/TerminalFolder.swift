internal import ChipReading
internal import TravelDocument

/// A folder with what a terminal proves to chips that it may read fingers: card-verifiable certificates, and the
/// private key of one of them.
///
/// Files are told apart by what they hold: certificates begin with 7F21, everything else has to be the one key, as DER
/// or PEM without a password. Keep the folder as secret as the key.
enum TerminalFolder {
    /// Reads a folder.
    ///
    /// - Throws: `unusable` for a folder without a certificate or a key, with two keys, or with a file that is neither.
    static func credentials(_ path: String) throws(CommandFailure) -> TerminalCredentials {
        var certificates: [CardVerifiableCertificate] = []
        var signer: LocalTerminalSigner?
        for name in try InputFolder.names(path, limit: Limits.terminalFiles) {
            let bytes = try InputFile.read(path + "/" + name, limit: Limits.terminalFileBytes)
            if bytes.starts(with: [0x7F, 0x21]) {
                do throws(CardVerifiableError) {
                    certificates.append(try CardVerifiableCertificate(parsing: bytes))
                } catch {
                    throw CommandFailure(.unusable, "\(path)/\(name) cannot be used: \(error)")
                }
            } else if let key = LocalTerminalSigner(privateKey: bytes) {
                guard signer == nil else { throw CommandFailure(.unusable, "\(path) has more than one private key") }
                signer = key
            } else {
                throw CommandFailure(
                    .unusable, "\(path)/\(name) is neither a card-verifiable certificate nor a private key")
            }
        }
        guard let signer else { throw CommandFailure(.unusable, "\(path) has no private key of a terminal") }
        guard !certificates.isEmpty,
            let credentials = TerminalCredentials(certificates: certificates, signer: signer)
        else { throw CommandFailure(.unusable, "\(path) has no card-verifiable certificates, or too many") }
        return credentials
    }
}
