internal import ArgumentParser
internal import FingerScanner

/// `boomtctl devices`: what is plugged into this machine, asked without the daemon.
struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "List the readers with their cards and the scanners of this machine.",
        discussion: """
            Asks PC/SC and libusb directly; no card is touched. A service that is not there is a row of its own. Exit \
            code 3 only when neither can be asked.
            """)

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let readers = Self.rows(of: await ReaderSurvey.take())
        let scanners = await Self.scannerRows()
        let rows = readers.rows + scanners.rows
        if output.json {
            try Output.document(rows)
        } else {
            Output.text(Self.table(rows))
        }
        guard readers.couldAsk || scanners.couldAsk else {
            Output.note("neither PC/SC nor libusb can be asked: systemctl start pcscd.socket, and see to /dev/bus/usb")
            throw ExitStatus.notReachable.exit
        }
    }

    /// One device or service.
    struct Row: Encodable {
        /// `reader`, `scanner` or `service`.
        var kind: String
        /// PC/SC's name of a reader, the product of a scanner, `pcscd` or `libusb`.
        var name: String
        /// `empty`, `card`, `unresponsive` for readers; `ready` for scanners; `missing`, `silent` for services.
        var state: String
        /// What `finger capture --scanner` takes.
        var id: String?
        /// The card's answer to reset in lower-case hex.
        var answerToReset: String?
        /// USB vendor and product in hex, `05ba:000a`.
        var usb: String?
        /// The driver that speaks to a scanner.
        var driver: String?
    }

    private static func rows(of answer: ReaderSurvey.Answer) -> (rows: [Row], couldAsk: Bool) {
        switch answer {
        case .noService: ([Row(kind: "service", name: "pcscd", state: "missing")], false)
        case .silence: ([Row(kind: "service", name: "pcscd", state: "silent")], false)
        case .readers(let readers):
            (
                readers.map { reader in
                    let answer = reader.answerToReset.map { hexadecimal(Int($0), width: 2) }.joined()
                    return Row(
                        kind: "reader", name: reader.name, state: reader.state,
                        answerToReset: answer.isEmpty ? nil : answer)
                }, true
            )
        }
    }

    private static func scannerRows() async -> (rows: [Row], couldAsk: Bool) {
        guard let hub = try? ScannerHub() else {
            return ([Row(kind: "service", name: "libusb", state: "missing")], false)
        }
        let rows = await hub.scanners.map { scanner in
            Row(
                kind: "scanner", name: scanner.product, state: "ready", id: scanner.id,
                usb: hexadecimal(Int(scanner.vendorID), width: 4) + ":" + hexadecimal(Int(scanner.productID), width: 4),
                driver: scanner.driver)
        }
        await hub.close()
        return (rows, true)
    }

    private static func hexadecimal(_ number: Int, width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func table(_ rows: [Row]) -> String {
        guard !rows.isEmpty else { return "Төхөөрөмж алга · No devices" }
        var table = TextTable(["Төрөл/Kind", "Төлөв/State", "Нэр/Name", "Id"])
        for row in rows {
            let kind =
                switch row.kind {
                case "reader": "уншигч/reader"
                case "scanner": "хурууны хээ/scanner"
                default: "үйлчилгээ/service"
                }
            table.add([kind, row.state, row.name, row.id ?? row.answerToReset ?? ""])
        }
        return table.text
    }
}
