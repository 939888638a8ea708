internal import Foundation
package import Support

extension Station {
    /// Loads lists of wanted persons and of invalid documents on which nobody stands, signed by the registry, as an
    /// administrator does: without them a gate stays shut.
    ///
    /// - Parameter boomtctl: path of the tool.
    package func loadEmptyLists(with boomtctl: String, issuedAt: UnixTime = .now()) throws {
        for list in ["wantedPersons", "invalidDocuments"] {
            let header = """
                {"list":"\(list)","version":"test-1","issuedAt":"\(issuedAt)","kind":"full","entries":0,\
                "confirmedEmpty":true}

                """
            try load(Array(header.utf8), as: list, with: boomtctl)
        }
    }

    /// Signs a list file and imports it into the daemon's database.
    package func load(_ file: [UInt8], as name: String, with boomtctl: String) throws {
        let folder = daemon.folder
        let path = "\(folder)/\(name).jsonl"
        try Data(file).write(to: URL(fileURLWithPath: path))
        try Data(try signature(of: file).utf8).write(to: URL(fileURLWithPath: path + ".sig"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: boomtctl)
        process.arguments = [
            "list", "load", path, "--signers", "\(folder)/list-signers", "--database", "\(folder)/boomt.sqlite",
            "--key-file", "\(folder)/boomt.key", "--journal-key-file", "\(folder)/journal.key",
        ]
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        for ending in ["", ".sig"] { try FileManager.default.removeItem(atPath: path + ending) }
        guard process.terminationStatus == 0 else {
            throw StationError("boomtctl list load \(name) ended with \(process.terminationStatus)")
        }
    }
}
