internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint
internal import Support
internal import TravelDocument

/// `boomtctl card`: border cards.
struct CardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card", abstract: "Take in the border card of a traveller (A/83).",
        subcommands: [
            CardAddCommand.self, DeskBookListCommand<BorderCard>.self, DeskBookWithdrawCommand<BorderCard>.self,
        ])
}

/// `boomtctl card add`: enters a card for a crossing of today.
struct CardAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Enter the card of a traveller who crosses today.",
        discussion: """
            Complete at exit: --travel-number, --country and --purpose; at entry --address and --stay-days as well. A \
            card that is filled again takes the place of the former. Exit code 1 when it is refused.
            """)

    @OptionGroup var document: DocumentOptions

    @Option(help: "entry or exit.")
    var direction: Direction

    @Option(help: "Flight, train, or the plate of a vehicle.")
    var travelNumber: String?

    @Option(help: "State from which the traveller comes or to which they go, three letters.")
    var country: String?

    @Option(help: "Purpose as written.")
    var purpose: String?

    @Option(help: "Address in Mongolia.")
    var address: String?

    @Option(help: "Days that the traveller wants to stay.")
    var stayDays: Int?

    @Option(help: "Telephone, which the officer may add.")
    var phone: String?

    @Option(help: "Occupation, which the officer may add.")
    var occupation: String?

    @Flag(help: "The card cannot be read.")
    var illegible = false

    @Option(help: "Who filled it: traveller, guardian or inspector.")
    var writer = BorderCardFacts.Writer.traveller

    @Option(help: "Does health or education keep the traveller from writing?")
    var cannotWrite: Answer?

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var card = BorderCard(
            document: try document.key(), day: UlaanbaatarCalendar.day(of: .now()), direction: direction,
            legible: !illegible, writer: writer)
        card.travelNumber = travelNumber
        card.country = country
        card.purpose = purpose
        card.address = address
        card.stayDays = stayDays
        card.phone = phone
        card.occupation = occupation
        card.cannotWrite = cannotWrite?.isYes
        try BorderCard.book(control, output).enter(card, by: officer)
        if !card.isComplete { Output.note("Хуудас дутуу байна · The card is not complete yet: the desk will refer") }
    }
}

extension BorderCard: ListedEntry {
    static var path: String { "/v1/border-cards" }
    static var commands: DeskBookWords {
        DeskBookWords(
            list: "Show the border cards of the holder of a document.", withdraw: "Take back a wrong card.",
            noun: "card")
    }

    var summary: String {
        shownLine([
            day, direction.rawValue, isComplete ? "complete" : "incomplete", legible ? nil : "illegible",
            writer.rawValue, travelNumber, country, purpose, stayDays.map { "\($0) d" },
        ])
    }
}

extension BorderCardFacts.Writer: ExpressibleByArgument {}
extension Direction: ExpressibleByArgument {}
