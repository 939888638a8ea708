import BorderLaw
import Checkpoint
import Foundation
import Support
import UnifiedDatabase

/// Imports signed lists of invented entries: restrictions of exit, and as many invalid documents beside them.
struct ListRun {
    let folder: String
    let entries: Int

    func run(_ database: UnifiedDatabase, _ report: inout Report) throws {
        guard entries > 0 else { return }
        try run(database, "exitRestrictions", Self.restriction, &report)
        try run(database, "invalidDocuments", Self.invalidDocument, &report)
    }

    private func run(
        _ database: UnifiedDatabase, _ list: String, _ entry: (Int) -> String, _ report: inout Report
    ) throws {
        let path = folder + "/list"
        try write(path, list, entry)
        let keyFile = folder + "/signer"
        _ = try DatabaseKey.loadOrCreate(at: keyFile)
        let signer = try ListSigner(keyFile: keyFile)
        let signature = ListSigners.signature(try signer.signature(ofFile: path))
        let signers = try ListSigners(parsing: "bench \(signer.publicKey)")
        let before = peakMegabytes
        let time = try seconds {
            _ = try database.importList(
                file: path, signature: signature, signers: signers)
        }
        report.add(
            "import of \(entries) entries of \(list)", time, "s", limit: 20 * max(1, Double(entries) / 1_000_000))
        report.add("memory before the import", Double(before), "MB")
        report.add("memory at most", Double(peakMegabytes), "MB", limit: 200)
    }

    private func write(_ path: String, _ list: String, _ entry: (Int) -> String) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let file = FileHandle(forWritingAtPath: path) else { return }
        var text =
            "{\"list\":\"\(list)\",\"version\":\"1\",\"issuedAt\":\"2026-01-01T00:00:00Z\",\"kind\":\"full\",\"entries\":\(entries)}\n"
        for number in 0..<entries {
            text += entry(number)
            if number % 5000 == 0 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    private static let syllables = ["Бат", "Болд", "Эрдэнэ", "Сүх", "Мөнх", "Цэцэг", "Наран", "Туяа", "Очир", "Ган"]

    private static func restriction(_ number: Int) -> String {
        func name(_ seed: Int) -> String {
            syllables[seed % 10] + syllables[seed / 10 % 10].lowercased() + syllables[seed / 100 % 10].lowercased()
        }
        let scattered = number &* 7_919 % 100_000_000
        let year = 1940 + number % 65
        let day = "\(year)-0\(1 + number % 9)-1\(number % 10)"
        return
            "{\"key\":\"n\(scattered)-\(number)\",\"ground\":\"courtDebt\",\"issuingBody\":\"ШШГЕГ\",\"decisionNumber\":\"\(number)/26\",\"startDate\":\"2025-01-01\",\"registerNumber\":\"УБ\(String(scattered + 100_000_000).suffix(8))\",\"documentNumber\":\"E\(String(scattered + 10_000_000).suffix(7))\",\"primaryIdentifier\":\"\(name(number / 7))\",\"secondaryIdentifier\":\"\(name(number))\",\"birthDate\":\"\(day)\"}\n"
    }

    private static func invalidDocument(_ number: Int) -> String {
        let document = String(number &* 7_919 % 100_000_000 + 10_000_000)
        return
            "{\"key\":\"d\(number)\",\"ground\":\"lost\",\"issuingBody\":\"УБЕГ\",\"decisionNumber\":\"\(number)/26\",\"startDate\":\"2025-01-01\",\"issuer\":\"KOR\",\"documentNumber\":\"M\(document)\"}\n"
    }
}
