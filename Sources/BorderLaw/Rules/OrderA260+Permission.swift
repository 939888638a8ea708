import TravelDocument

/// EG-02: an active permission for this very document (A/260 3.1).
struct ActivePermissionRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-02", citation: "A/260 3.1",
        title: LocalizedText(
            mn: "Энэ паспортод цахим гарцаар хил нэвтрэх зөвшөөрөл олгосон байна.",
            en: "An e-gate permission was given for this passport and is in force."))
    let stations: Set<Station> = [.eGate]
    let needs = ["permission"]

    func findings(_ context: RuleContext) -> [Finding] {
        let permission: PermissionFacts
        switch context.facts.permission {
        case .unknown:
            return [
                finding(
                    context.stop, mn: "Цахим гарцын зөвшөөрлийн бүртгэлийг шалгаж чадсангүй.",
                    en: "The register of e-gate permissions could not be asked.", ["permission=unknown"])
            ]
        case .nothing:
            return [
                finding(
                    context.stop, mn: "Энэ паспортод цахим гарцаар хил нэвтрэх зөвшөөрөл олгоогүй байна.",
                    en: "No e-gate permission was given for this passport.", ["permission=none"])
            ]
        case .found(let value):
            permission = value
        }
        let seen = [evidence("permission.status", permission.status.rawValue)]
        let number = bareCode(context.facts.document.number)
        guard !number.isEmpty, bareCode(permission.documentNumber) == number else {
            return [
                finding(
                    context.stop, mn: "Цахим гарцаар хил нэвтрэх зөвшөөрөл өөр паспортод олгогдсон байна.",
                    en: "The e-gate permission was given for another passport.",
                    seen + [evidence("permission.documentNumber", permission.documentNumber)])
            ]
        }
        let differing = Self.differences(between: permission, and: context.facts.document)
        guard differing.isEmpty else {
            return [
                finding(
                    context.stop,
                    mn: "Паспортын мэдээлэл цахим гарцын зөвшөөрөл олгох үеийнхээс өөр байна. Паспортыг шалгана уу.",
                    en: "The passport does not say what it said when the e-gate permission was given. Examine the "
                        + "passport.",
                    seen + differing.map { evidence("permission.differsIn", $0) })
            ]
        }
        switch permission.status {
        case .active:
            return [
                finding(
                    .allow, mn: "Цахим гарцаар хил нэвтрэх зөвшөөрөл хүчинтэй.",
                    en: "The e-gate permission is in force.", seen)
            ]
        case .suspended:
            return [
                finding(
                    context.stop, mn: "Цахим гарцаар хил нэвтрэх зөвшөөрлийг түр түдгэлзүүлсэн байна.",
                    en: "The e-gate permission is suspended.", seen)
            ]
        case .withdrawn:
            return [
                finding(
                    context.stop, mn: "Цахим гарцаар хил нэвтрэх зөвшөөрлийг хүчингүй болгосон байна.",
                    en: "The e-gate permission was withdrawn.", seen)
            ]
        case .expired:
            return [
                finding(
                    context.stop, mn: "Цахим гарцаар хил нэвтрэх зөвшөөрлийн хугацаа дууссан байна.",
                    en: "The e-gate permission has expired.", seen)
            ]
        }
    }

    /// A document keeps its dates for life. Without a chip the printed zone is all there is, and whoever alters it can
    /// compute its check digits anew: so it is held against what was enrolled.
    private static func differences(
        between permission: PermissionFacts, and document: DocumentFacts
    ) -> [String] {
        var names: [String] = []
        if let birthDate = permission.birthDate, birthDate != document.birthDate { names.append("birthDate") }
        if let expiry = permission.documentExpiry, expiry != document.expiryDate { names.append("expiryDate") }
        return names
    }
}

/// EG-04: fingerprints are enrolled anew for every document; templates never wander from one to another (A/260 4.2).
struct OwnEnrolmentRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-04", citation: "A/260 4.2",
        title: LocalizedText(
            mn: "Өөр паспортод зөвшөөрөл авахад хурууны хээ, фото зургийг дахин авч, шинээр бүртгэнэ.",
            en: "For another passport fingerprints and photograph are taken again and registered anew."))
    let stations: Set<Station> = [.eGate]
    let needs = ["permission"]

    func findings(_ context: RuleContext) -> [Finding] {
        guard let permission = context.facts.permission.value else {
            return [
                finding(
                    context.stop, mn: "Энэ паспортоор бүртгүүлсэн хурууны хээ байхгүй.",
                    en: "No fingerprints are registered for this passport.", ["permission=none"])
            ]
        }
        let number = bareCode(context.facts.document.number)
        let own = !number.isEmpty && bareCode(permission.documentNumber) == number
        let seen = [evidence("permission.enrolledFingers", permission.enrolledFingers)]
        guard own, permission.enrolledFingers > 0 else {
            return [
                finding(
                    context.stop,
                    mn: "Энэ паспортоор бүртгүүлсэн хурууны хээ алга. Хүсвэл хурууны хээ, фото зургийг дахин авч, "
                        + "шинээр бүртгэнэ.",
                    en: "No fingerprints are registered for this passport. On request they are taken again and "
                        + "registered anew.",
                    seen + [evidence("permission.documentNumber", permission.documentNumber)])
            ]
        }
        return [
            finding(
                .allow, mn: "Хурууны хээг энэ паспортоор бүртгэсэн.",
                en: "Fingerprints are registered for this passport.", seen)
        ]
    }
}
