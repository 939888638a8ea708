internal import Checkpoint
internal import DocumentTrust
internal import TravelDocument

/// What devices have read, as `JSONWriter` would write it: the better part of a record, which always looks the same.
extension JSONText {
    /// Tells what the chip said where a value belongs.
    mutating func write(chip: ChipEvidence) throws {
        take()
        try write(object: chip) { text, chip in
            text.write(#""apduCount":"#, chip.apduCount)
            text.write(#""bytesRead":"#, chip.bytesRead)
            text.write(#""faultCode":"#, chip.faultCode)
            text.write(#""faultText":"#, chip.faultText) { $0.write(members: $1) }
            try text.write(#""inspection":"#, chip.inspection) { try $0.write(members: $1) }
            text.write(#""milliseconds":"#, chip.milliseconds)
            text.write(#""presence":"#, chip.presence.rawValue)
            text.write(#""quirks":"#, chip.quirks)
        }
    }

    private mutating func write(members report: InspectionReport) throws {
        try write(#""access":"#, report.access) { try $0.write(members: $1) }
        begin(#""checks":"#)
        write(elements: report.checks) { $0.write(object: $1) { $0.write(members: $1) } }
        write(#""overall":"#, report.overall.rawValue)
        write(#""quirks":"#, report.quirks) { $0.write(members: $1) }
        write(#""signer":"#, report.signer) { $0.write(members: $1) }
    }

    private mutating func write(members check: InspectionCheck) {
        write(#""code":"#, check.code)
        write(#""id":"#, check.id.rawValue)
        write(#""result":"#, check.result.rawValue)
        write(#""text":"#, check.text) { $0.write(members: $1) }
    }

    private mutating func write(members access: InspectedAccess) throws {
        try write(#""authenticity":"#, access.authenticity) { try $0.write(members: $1) }
        write(#""cipher":"#, access.cipher)
        write(#""complete":"#, access.isComplete)
        write(#""downgrade":"#, access.downgrade)
        write(#""parameterId":"#, access.parameterId)
        write(#""protocol":"#, access.protocolName)
        write(#""quirks":"#, access.quirks) { $0.write(members: $1) }
        write(#""toldByFile":"#, access.toldByFile)
    }

    private mutating func write(members proofs: ChipAuthenticity) throws {
        try write(#""activeAuthentication":"#, telling: proofs.activeAuthentication)
        write(#""chipAuthentication":"#, proofs.chipAuthentication) { text, proof in
            text.write(#""outcome":"#, proof.outcome.rawValue)
            text.write(#""protocolName":"#, proof.protocolName)
            text.write(#""reason":"#, proof.reason)
        }
        try write(#""mapping":"#, telling: proofs.mapping)
        try write(#""terminalAuthentication":"#, telling: proofs.terminalAuthentication)
    }

    private mutating func write(members quirks: QuirksUsed) {
        write(#""applied":"#, quirks.applied)
        write(#""version":"#, quirks.version)
    }

    private mutating func write(members signer: InspectedSigner) {
        write(#""algorithm":"#, signer.algorithm)
        write(#""authorityFingerprint":"#, signer.authorityFingerprint)
        write(#""authorityOrigin":"#, signer.authorityOrigin)
        write(#""country":"#, signer.country)
        write(#""fingerprint":"#, signer.fingerprint)
        write(#""issuer":"#, signer.issuer)
        write(#""serial":"#, signer.serial)
        write(#""signingTime":"#, signer.signingTime)
        write(#""subject":"#, signer.subject)
    }

    /// Tells what was tried with fingers where a value belongs.
    mutating func write(tries: [FingerTry]) {
        take()
        write(elements: tries) { text, finger in
            text.write(object: finger) { text, finger in
                text.write(#""faultCode":"#, finger.faultCode)
                text.write(#""finger":"#, finger.finger)
                text.write(#""presentation":"#, figure: finger.presentation)
                text.write(#""quality":"#, finger.quality)
                text.write(#""score":"#, figure: finger.score)
            }
        }
    }

    /// Tells what the data page said where a value belongs; `null` when it could not be read.
    mutating func write(page: CrossingDocument?) {
        take()
        guard let page else { return write(between: "null") }
        write(object: page) { text, page in
            text.write(#""birthDate":"#, page.birthDate?.description)
            text.write(#""birthDateText":"#, page.birthDateText)
            text.write(#""documentCode":"#, page.documentCode)
            text.write(#""expiryDate":"#, page.expiryDate?.description)
            text.write(#""issuer":"#, page.issuer)
            text.write(#""nationality":"#, page.nationality)
            text.write(#""number":"#, page.number)
            text.write(#""optionalData":"#, page.optionalData)
            text.write(#""primaryIdentifier":"#, page.primaryIdentifier)
            text.write(#""secondaryIdentifier":"#, page.secondaryIdentifier)
            text.write(#""sex":"#, page.sex.rawValue)
        }
    }
}
