package import TravelDocument

/// Why somebody may not answer for what is entered, changed or read.
package struct OfficerFault: Error, Sendable, Equatable {
    package enum Reason: String, Sendable, CaseIterable {
        /// Nobody has this number.
        case unknown
        /// The service has ended.
        case retired
        /// It takes a supervisor.
        case notSupervisor
    }

    /// The field by its name in the interface, for example `officer` or `secondOfficer`.
    package let field: String
    package let reason: Reason

    package init(_ field: String, _ reason: Reason) {
        self.field = field
        self.reason = reason
    }

    /// The reason for an officer, and what to do.
    package var text: LocalizedText {
        switch reason {
        case .unknown:
            LocalizedText(
                mn: "ийм дугаартай ажилтан бүртгэлгүй: дугаараа шалгах, эсвэл boomtctl officer add-аар бүртгүүлнэ үү",
                en: "nobody has this service number: check it, or have it entered with boomtctl officer add")
        case .retired:
            LocalizedText(
                mn: "энэ ажилтан чөлөөлөгдсөн: ажиллаж байгаа ажилтны дугаараар оруулна уу",
                en: "this officer's service has ended: give the number of an officer in service")
        case .notSupervisor:
            LocalizedText(
                mn: "энэ ажилтан ээлжийн ахлах биш: ээлжийн ахлахын дугаараар оруулна уу",
                en: "this officer is no supervisor: give the number of a supervisor in service")
        }
    }
}

extension OfficerFault: CustomStringConvertible {
    /// `officer: … · nobody has this service number: …`
    package var description: String { "\(field): \(text.mn) · \(text.en)" }
}
