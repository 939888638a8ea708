import TravelDocument

/// EG-08: the living finger matches the enrolled one; after three failures the officer is called.
///
/// The paragraphs of A/260 that describe the check (3.2, 3.3) are missing from the text we have; the number of
/// attempts follows the practice of BSI TR-03121 and Frontex.
struct FingerRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-08", citation: "A/260 3 (3.2, 3.3 not in our text)",
        title: LocalizedText(
            mn: "Хурууны хээ бүртгэлтэй хээтэй таарсан байна.",
            en: "The finger matches the one registered for this passport."))
    let stations: Set<Station> = [.eGate]
    let stage = EvaluationStage.final
    let needs = ["finger"]
    let parameterNames = ["fingerThreshold", "maximumFingerAttempts"]

    func findings(_ context: RuleContext) -> [Finding] {
        switch context.facts.finger {
        case .notTaken:
            return [notTaken(context)]
        case .scannerFailed(let reason):
            return [
                finding(
                    context.stop, mn: "Хурууны хээ уншигч ажиллахгүй байна.",
                    en: "The fingerprint scanner does not work.",
                    ["finger=scannerFailed", evidence("finger.reason", reason)])
            ]
        case .mismatched(let bestScore, let threshold, let attempts):
            return [mismatched(context, bestScore, threshold, attempts)]
        case .matched(let score, let threshold, let attempts):
            return [matched(context, score, threshold, attempts)]
        }
    }

    private func notTaken(_ context: RuleContext) -> Finding {
        guard context.alreadyStopped else {
            return finding(
                context.stop, mn: "Хурууны хээ аваагүй байна.", en: "No finger was taken.", ["finger=notTaken"])
        }
        return finding(
            .record, mn: "Өмнөх шалгалтаар гарц хаагдсан тул хурууны хээ аваагүй.",
            en: "No finger was taken, because the gate was already shut by an earlier check.", ["finger=notTaken"])
    }

    private func mismatched(
        _ context: RuleContext, _ bestScore: Double?, _ threshold: Double, _ attempts: Int
    ) -> Finding {
        let seen = [
            "finger=mismatched", evidence("finger.bestScore", bestScore), evidence("finger.threshold", threshold),
            evidence("finger.attempts", attempts),
        ]
        guard bestScore != nil else {
            return finding(
                context.stop, mn: "Хурууны хээг тод авч чадсангүй (\(attempts) оролдлого).",
                en: "No usable picture of the finger could be taken (\(attempts) attempts).", seen)
        }
        return finding(
            context.stop,
            mn: "Хурууны хээ таарахгүй байна (\(attempts) оролдлого). Паспортын эзэмшигч мөн эсэхийг шалгана уу.",
            en: "The finger does not match (\(attempts) attempts). Check whether this is the holder of the passport.",
            seen)
    }

    private func matched(_ context: RuleContext, _ score: Double, _ threshold: Double, _ attempts: Int) -> Finding {
        let parameters = context.parameters
        let seen = [
            "finger=matched", evidence("finger.score", score), evidence("finger.threshold", threshold),
            evidence("finger.attempts", attempts),
        ]
        // A match below the rulebook's threshold, or one that claims more attempts than allowed, is no match. The
        // comparisons are written so that a score that is not a number fails them.
        guard threshold >= parameters.fingerThreshold, score >= threshold, score.isFinite,
            attempts >= 1, attempts <= parameters.maximumFingerAttempts
        else {
            return finding(
                context.stop, mn: "Хурууны хээний тулгалтын дүн шаардлага хангахгүй байна.",
                en: "The result of the fingerprint comparison does not meet the rules.",
                seen + [evidence("rulebook.fingerThreshold", parameters.fingerThreshold)])
        }
        return finding(
            .allow, mn: "Хурууны хээ таарсан.", en: "The finger matches.", seen)
    }
}
