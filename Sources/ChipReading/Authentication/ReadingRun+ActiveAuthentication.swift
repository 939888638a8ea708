internal import Cryptography
internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// Active authentication, ICAO 9303-11 §6.1: the chip signs eight random bytes. The signature is kept and judged
    /// elsewhere.
    ///
    /// A signature may not fit into a short answer, and chips differ in which length they take: the one that should do
    /// first, then the other.
    func authenticateActively(dg15: [UInt8]) async throws(ChipReadingError) {
        step = .activeAuthentication
        file = nil
        guard let challenge = random(8), challenge.count == 8 else {
            throw error(.internalFailure, detail: "no random bytes")
        }
        let key = (try? DG15(parsing: dg15)).flatMap { try? PublicKey(info: $0.publicKeyInfo) }
        var expected: Int?
        if case .rsa(let bits) = key?.kind { expected = (bits + 7) / 8 }
        var best: [UInt8] = []
        var refusal = "no answer"
        var isCutOff = false
        for ne in answerLengths(expected) {
            var response: ResponseAPDU
            do throws(ChipReadingError) {
                response = try await send(ChipCommand.internalAuthenticate(challenge, ne: ne))
                if let exact = response.statusWord.exactLength, exact != ne {
                    response = try await send(ChipCommand.internalAuthenticate(challenge, ne: exact))
                }
            } catch {
                guard error.code == .sessionLost else { throw error }
                refusal = error.statusWord.map { "status \($0) in the clear" } ?? "\(error.code.rawValue)"
                try await beginAnew(after: error)
                continue
            }
            let isGiven = response.statusWord.isSuccess || response.statusWord == .endOfFile
            if !isGiven { refusal = "status \(response.statusWord)" }
            if response.data.count > best.count {
                best = response.data
                isCutOff = isGiven && ne <= 256 && best.count >= Self.shortAnswerBytes
            }
            if best.count >= expected ?? 1 { break }
        }
        // Half a signature is excused where the chip has filled a short answer to the brim, and by that alone.
        authenticity.activeAuthentication = .init(
            challenge: challenge, answer: best.isEmpty ? nil : best, refusal: best.isEmpty ? refusal : nil,
            exceedsAnswers: isCutOff && best.count < expected ?? 0)
    }

    /// Bytes for which every protected answer of short length has room.
    private static let shortAnswerBytes = SecureMessaging.shortAnswerBytes(.aes128)

    /// Lengths to ask for, the likelier one first.
    private func answerLengths(_ expected: Int?) -> [Int] {
        let long = max(expected ?? 0, 257)
        guard habits.takesExtendedLength else { return [256] }
        switch habits.signatureLength {
        case .byKey:
            // Chips that tell nobody of extended length may take it all the same: a long signature has no other way.
            if Self.isLong(expected), channel.lengths != .short { return [long, 256] }
            return lengths.isExtended ? [256, long] : [256]
        case .short: return channel.lengths == .short ? [256] : [256, long]
        case .extended: return channel.lengths == .short ? [256] : [long, 256]
        }
    }

    /// Whether a signature has no room in a protected answer of short length.
    private static func isLong(_ expected: Int?) -> Bool {
        (expected ?? 0) > shortAnswerBytes
    }
}
