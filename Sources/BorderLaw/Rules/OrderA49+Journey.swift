import TravelDocument

/// CH-06: to an international contest, art or culture event; the permission of the police unit (A/49 2.1.4).
///
/// It stands beside the papers of the other branches, because the papers serve different ends.
struct EventPermitRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-06", citation: "A/49 2.1.4",
        title: LocalizedText(
            mn: "Олон улсын уралдаан, тэмцээн, урлаг соёлын арга хэмжээнд гарах хүүхдэд цагдаагийн зөвшөөрөл байна.",
            en: "A child that goes to an international contest, art or culture event has a permission of the police."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "Монгол Улсаас гарах хүүхэд", en: "children at exit")
    let needs = ["desk.child.travelsToEvent", "desk.child.policePermit"]

    func concerns(_ context: RuleContext) -> Bool { context.isDepartingChild }

    func findings(_ context: RuleContext) -> [Finding] {
        let child = context.child
        switch child.travelsToEvent {
        case nil:
            return [
                finding(
                    .refer, mn: "Хүүхэд олон улсын уралдаан, тэмцээн, арга хэмжээнд явж байгаа эсэхийг тодруулна уу.",
                    en: "Find out whether the child goes to an international contest or event.",
                    [missing("child.travelsToEvent")])
            ]
        case false?:
            return [
                finding(
                    .allow, mn: "Олон улсын уралдаан, тэмцээн, арга хэмжээнд яваагүй.",
                    en: "The child does not go to an international contest or event.", ["child.travelsToEvent=false"])
            ]
        case true?:
            return [permit(child.policePermit, context)]
        }
    }

    private func permit(_ permit: Lookup<PolicePermit>, _ context: RuleContext) -> Finding {
        guard let paper = permit.value else {
            return finding(
                .refer, mn: "Хүн худалдаалах гэмт хэрэгтэй тэмцэх цагдаагийн нэгжийн зөвшөөрлийг шалгана уу.",
                en: "Ask for the permission of the police unit against human trafficking.",
                ["child.policePermit=\(permit.isKnown ? "none" : "unknown")", missing("child.policePermit")])
        }
        let seen = [evidence("policePermit.number", paper.number), evidence("policePermit.date", paper.date)]
        guard !paper.number.isEmpty, let date = paper.date, date <= context.facts.date else {
            return finding(
                .refer, mn: "Цагдаагийн зөвшөөрлийн дугаар, огноо дутуу эсвэл буруу байна.",
                en: "Number or date of the permission of the police is missing or wrong.",
                seen + [missing("child.policePermit.number")])
        }
        return finding(
            .allow, mn: "Цагдаагийн байгууллагын зөвшөөрөл байна.", en: "There is a permission of the police.", seen)
    }
}

/// CH-07: the companion is reminded what to bring back when the child stays abroad (A/49 2.5).
///
/// Reading: every companion who is no parent; the tick of the officer is kept with the record.
struct CompanionReminderRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-07", citation: "A/49 2.5",
        title: LocalizedText(
            mn: "Хүүхдийг гадаадад үлдээвэл авчрах баримт бичгийг гарах үед сануулна.",
            en: "At exit the companion is reminded what to bring back when the child stays abroad."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "эцэг, эхээс өөр хүнтэй гарах хүүхэд", en: "children at exit with somebody who is no parent")
    let needs = ["desk.child.companion", "desk.child.reminderAcknowledged"]

    func concerns(_ context: RuleContext) -> Bool {
        guard context.isDepartingChild, let companion = context.companion else { return false }
        return companion != .parent && companion != .nobody
    }

    func findings(_ context: RuleContext) -> [Finding] {
        guard context.child.reminderAcknowledged == true else {
            return [
                finding(
                    .remind,
                    mn: "Хамт зорчих хүнд сануулна уу: хүүхдийг гадаадад үлдээвэл хүлээн авсан хүний баримт бичгийн "
                        + "хуулбар, хүлээн авсан тэмдэглэл, хаяг, утас, цахим шуудангийн хаягийг авчирна.",
                    en: "Remind the companion: if the child stays abroad, bring back a copy of the documents of the "
                        + "person who took over, a record of the hand-over, address, telephone and e-mail.",
                    [
                        evidence("child.reminderAcknowledged", context.child.reminderAcknowledged),
                        missing("child.reminderAcknowledged"),
                    ])
            ]
        }
        return [
            finding(
                .record, mn: "Хамт зорчих хүнд сануулсныг бүртгэнэ.",
                en: "That the companion was reminded is recorded.", ["child.reminderAcknowledged=true"])
        ]
    }
}

/// CH-08: the companion comes back without the child (A/49 2.5).
///
/// The order asks the traveller to bring papers and not the officer to hold anybody: entry is never held.
struct CompanionReturnRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-08", citation: "A/49 2.5",
        title: LocalizedText(
            mn: "Хүүхдийг гадаадад үлдээсэн хүн хүлээн авсан хүний баримт бичгийн мэдээллийг авчирна.",
            en: "Whoever left a child abroad brings back the papers about the person who took over."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "хүүхэдтэй гараад буцаж орж байгаа хүн", en: "persons at entry who left together with a child")
    let needs = ["desk.childFollowUp"]

    func concerns(_ context: RuleContext) -> Bool {
        context.facts.direction == .entry && context.facts.desk?.remains == nil
    }

    func findings(_ context: RuleContext) -> [Finding] {
        switch context.facts.desk?.childFollowUp ?? .unknown {
        case .unknown:
            return [
                finding(
                    .remind, mn: "Хүүхэдтэй гарсан эсэх бүртгэлийг шалгаж чадсангүй. Асууж тодруулна уу.",
                    en: "Whether the traveller left with a child could not be looked up. Ask.",
                    ["childFollowUp=unknown", missing("childFollowUp")])
            ]
        case .nothing:
            return [
                finding(
                    .allow, mn: "Хүүхэдтэй гараад хүүхэдгүй буцсан бүртгэл алга.",
                    en: "No open record of a child who left with this traveller.", ["childFollowUp=none"])
            ]
        case .found(let open):
            return [judge(open)]
        }
    }

    private func judge(_ open: ChildFollowUp) -> Finding {
        let seen = [
            evidence("childFollowUp.leftOn", open.leftOn), evidence("childFollowUp.childReturns", open.childReturns),
            evidence("childFollowUp.papersReceived", open.papersReceived),
        ]
        if open.childReturns == true {
            return finding(
                .record, mn: "Хүүхэд хамт буцаж ирсэн. Бүртгэлийг хаана.",
                en: "The child comes back too; the open record is closed.", seen)
        }
        if open.papersReceived == true {
            return finding(
                .record, mn: "Хүүхдийг хүлээн авсан хүний баримт бичгийг авсан. Бүртгэлийг хаана.",
                en: "The papers about the person who took over the child were received; the open record is closed.",
                seen)
        }
        return finding(
            .refer,
            mn:
                "\(open.leftOn)-нд хүүхэдтэй гарсан. Хүүхдийг хүлээн авсан хүний баримт бичгийг авч, бүртгэлийг хаана уу. "
                + "Орохыг үүгээр саатуулахгүй.",
            en:
                "Left with a child on \(open.leftOn). Take the papers about the person who took over and close the record. "
                + "Entry is not held for this.",
            seen + [missing("childFollowUp.papersReceived")])
    }
}
