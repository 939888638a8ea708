/// How a chip is spoken to where the standards leave a choice, or where a chip or reader does not keep to them.
///
/// None of it touches keys, signatures or hashes: what a chip proves is judged in the same way with all habits.
package struct ReadingHabits: Sendable, Equatable, Codable {
    /// How files of the application are found.
    package enum FileAccess: String, Sendable, Codable, CaseIterable {
        /// By short identifier; by the long one where the first answer shows that the chip does not know short ones.
        case learnt
        /// By short identifier only.
        case shortIdentifier
        /// By SELECT only.
        case identifier
    }

    /// How EF.CardAccess is found.
    package enum CardAccessWay: String, Sendable, Codable, CaseIterable {
        /// By SELECT.
        case identifier
        /// By its short identifier, 1C.
        case shortIdentifier
    }

    /// Whether the master file is selected before anything else.
    package enum MasterFile: String, Sendable, Codable, CaseIterable {
        /// After a reset it is selected already.
        case unselected
        /// By its identifier 3F00.
        case identifier
        /// By SELECT without data.
        case implicit
    }

    /// When MSE:Set AT names the domain parameters of PACE (tag 84).
    package enum ParameterNaming: String, Sendable, Codable, CaseIterable {
        /// Where the chip offers more than one entry.
        case whenAmbiguous
        /// Always.
        case always
    }

    /// The mapping that is taken first of two ways of PACE that are equally strong otherwise.
    package enum Mapping: String, Sendable, Codable, CaseIterable {
        case generic, integrated
    }

    /// By which length INTERNAL AUTHENTICATE asks for the signature first; the other one is tried where it gave less
    /// than the key makes.
    package enum SignatureLength: String, Sendable, Codable, CaseIterable {
        /// Extended where the signature has no room in a short answer.
        case byKey
        case short
        case extended
    }

    /// What 6Cxx to READ BINARY means.
    package enum ExactLength: String, Sendable, Codable, CaseIterable {
        /// Once the length that it names is asked for, then the next smaller step is taken.
        case obeyed
        /// The next smaller step at once.
        case ignored
    }

    /// Bytes asked for at once with short length, largest first: the next one is taken when a chip refuses. What does
    /// not fit into a protected answer is left out.
    package var readSteps: [Int]
    /// Most bytes asked for at once, with extended length, too; nil without a limit of its own.
    package var longestRead: Int?
    /// Whether extended length is used where reader and chip seem to take it.
    package var takesExtendedLength: Bool
    /// How files of the application are found.
    package var fileAccess: FileAccess
    /// How EF.CardAccess is found, the first way first.
    package var cardAccess: [CardAccessWay]
    /// Whether the master file is selected before anything else.
    package var masterFile: MasterFile
    /// When the domain parameters of PACE are named.
    package var paceParameters: ParameterNaming
    /// Which of two equally strong ways of PACE is taken.
    package var preferredMapping: Mapping
    /// Lengths of answer that EXTERNAL AUTHENTICATE of basic access control asks for, the first one first: the next one
    /// is taken when a chip refuses the length.
    package var mutualAuthenticationLengths: [Int]
    /// By which length the signature of active authentication is asked for.
    package var signatureLength: SignatureLength
    /// What 6Cxx to READ BINARY means.
    package var exactLength: ExactLength
    /// Status words to SELECT of the application, beside 9000, after which the reading goes on.
    package var selectedStatuses: [UInt16]
    /// Milliseconds before the first command, for chips that need time after power comes.
    package var pauseAtStart: Int
    /// Milliseconds before each command.
    package var pauseBetween: Int
}

/// A habit of some chips or readers that differs from the usual ones.
package enum ReadingQuirk: Sendable, Equatable, Codable {
    case readSteps([Int])
    case longestRead(Int)
    case noExtendedLength
    case fileAccess(ReadingHabits.FileAccess)
    case cardAccess([ReadingHabits.CardAccessWay])
    case masterFile(ReadingHabits.MasterFile)
    case paceParameters(ReadingHabits.ParameterNaming)
    case preferredMapping(ReadingHabits.Mapping)
    case mutualAuthenticationLengths([Int])
    case signatureLength(ReadingHabits.SignatureLength)
    case exactLength(ReadingHabits.ExactLength)
    case selectedStatuses([UInt16])
    case pauseAtStart(Int)
    case pauseBetween(Int)

    /// Changes the habit that the quirk is about.
    package func apply(to habits: inout ReadingHabits) {
        switch self {
        case .readSteps(let steps): habits.readSteps = steps
        // Of several limits the smallest holds: a reader's and a chip's are both true.
        case .longestRead(let most): habits.longestRead = min(most, habits.longestRead ?? most)
        case .noExtendedLength: habits.takesExtendedLength = false
        case .fileAccess(let way): habits.fileAccess = way
        case .cardAccess(let ways): habits.cardAccess = ways
        case .masterFile(let way): habits.masterFile = way
        case .paceParameters(let when): habits.paceParameters = when
        case .preferredMapping(let mapping): habits.preferredMapping = mapping
        case .mutualAuthenticationLengths(let lengths): habits.mutualAuthenticationLengths = lengths
        case .signatureLength(let length): habits.signatureLength = length
        case .exactLength(let meaning): habits.exactLength = meaning
        case .selectedStatuses(let statuses): habits.selectedStatuses = statuses
        case .pauseAtStart(let pause): habits.pauseAtStart = max(pause, habits.pauseAtStart)
        case .pauseBetween(let pause): habits.pauseBetween = max(pause, habits.pauseBetween)
        }
    }
}
