internal import Simulators
internal import TableFiles
internal import TravelDocument

/// The group `faults` of a profile.
enum ChipProfileFaults {
    private static let lengthRefusals: [String: PassportFaults.LengthRefusal] = [
        "wrongLength": .wrongLength, "exactLength": .exactLength, "wrongOffset": .wrongOffset,
        "droppedSession": .droppedSession, "fewerBytes": .fewerBytes,
    ]

    private static let parts: [String: PassportFaults.ProtectedPart] = [
        "mac": .mac, "cryptogram": .cryptogram, "status": .status,
    ]

    private static let pace: [String: PACEFault] = [
        "refusesTemplate": .refusesTemplate, "wrongToken": .wrongToken, "failsOnce": .failsOnce,
        "surplusAuthenticationData": .surplusAuthenticationData, "noAuthenticationData": .noAuthenticationData,
        "foreignAuthenticationData": .foreignAuthenticationData,
        "malformedAuthenticationData": .malformedAuthenticationData,
        "misplacedAuthenticationData": .misplacedAuthenticationData,
        "emptyAuthenticationData": .emptyAuthenticationData,
    ]

    private static let authenticity: [String: AuthenticityFault] = [
        "foreignAgreementKey": .foreignAgreementKey, "keepsOldSession": .keepsOldSession,
        "foreignSignatureKey": .foreignSignatureKey, "signsOtherChallenge": .signsOtherChallenge,
        "wantsExactLength": .wantsExactLength, "silentWithExtendedLength": .silentWithExtendedLength,
        "cutsShortAnswers": .cutsShortAnswers, "signsOneByte": .signsOneByte,
    ]

    static func read(_ reader: TableReader, _ faults: inout PassportFaults) {
        let counts = 0...1_000_000
        faults.wrongMACFrom = reader.optional("wrongMACFrom") { reader.integer($0, in: counts) }
        faults.wrongCryptogramFrom = reader.optional("wrongCryptogramFrom") { reader.integer($0, in: counts) }
        faults.goneAfter = reader.optional("goneAfter") { reader.integer($0, in: counts) }
        faults.silentAfter = reader.optional("silentAfter") { reader.integer($0, in: counts) }
        faults.missingPart = reader.optional("missingPart") { word(reader, $0, parts) }
        faults.garbageFile = reader.optional("garbageFile") { ChipProfileValues.file(reader, $0) }
        faults.hugeFile = reader.optional("hugeFile") { ChipProfileValues.file(reader, $0) }
        faults.endlessFile = reader.optional("endlessFile") { ChipProfileValues.file(reader, $0) }
        faults.refusedLength = reader.optional("refusedLength") { key in
            reader.section(key) { entry -> (above: Int, how: PassportFaults.LengthRefusal)? in
                let above = entry.integer("above", in: 1...65_535)
                let how = word(entry, "how", lengthRefusals)
                guard let above, let how else { return nil }
                return (above, how)
            }
        }
        flag(reader, "garbledAnswers", &faults.garbledAnswers)
        flag(reader, "refusesInTheClear", &faults.refusesInTheClear)
        flag(reader, "foreignApplication", &faults.foreignApplication)
        flag(reader, "wrongAuthenticationMAC", &faults.wrongAuthenticationMAC)
        flag(reader, "wrongAuthenticationNonce", &faults.wrongAuthenticationNonce)
        flag(reader, "selectsNothingUnderMasterFile", &faults.selectsNothingUnderMasterFile)
        flag(reader, "selectsApplicationAtReset", &faults.selectsApplicationAtReset)
        flag(reader, "warnsAtEndOfFile", &faults.warnsAtEndOfFile)
        faults.refusesAuthentication = reader.optional("refusesAuthentication") { ChipProfileValues.status(reader, $0) }
        faults.selectStatus = reader.optional("selectStatus") { ChipProfileValues.status(reader, $0) }
        faults.masterFileStatus = reader.optional("masterFileStatus") { ChipProfileValues.status(reader, $0) }
        faults.implicitMasterFileStatus = reader.optional("implicitMasterFileStatus") {
            ChipProfileValues.status(reader, $0)
        }
        faults.cardAccessStatus = reader.optional("cardAccessStatus") { ChipProfileValues.status(reader, $0) }
        faults.pace = reader.optional("pace") { word(reader, $0, pace) }
        faults.authenticity = reader.optional("authenticity") { word(reader, $0, authenticity) }
        if let delay = reader.optional("answerDelayMilliseconds", { reader.integer($0, in: 0...60_000) }) {
            faults.answerDelay = .milliseconds(delay)
        }
    }

    private static func word<Value>(_ reader: TableReader, _ key: String, _ words: [String: Value]) -> Value? {
        reader.value(key, "not one of \(words.keys.sorted().joined(separator: ", "))") { words[$0] }
    }

    private static func flag(_ reader: TableReader, _ key: String, _ place: inout Bool) {
        if let value = reader.optional(key, reader.boolean) { place = value }
    }
}
