import Cryptography
import DocumentTrust
import Glibc
import Simulators
import TravelDocument

extension TrustFigures {
    private static let now: Int64 = 1_795_219_200

    /// A document, its files and zone.
    private struct Document {
        let name: String
        let files: ChipFiles
        let zone: MachineReadableZone
    }

    /// Measures everything; a document that is not found good is an error.
    static func measure(runs: Int) throws -> TrustFigures {
        var figures = TrustFigures()
        let kinds: [(String, TestKeyKind, TestKeyKind)] = [
            ("RSA-PSS 4096 / 2048", .rsaPSS(4096), .rsaPSS(2048)),
            ("ECDSA P-384 / P-256", .ec(.p384), .ec(.p256)),
            ("ECDSA brainpoolP512r1 / brainpoolP384r1", .ec(.brainpoolP512r1), .ec(.brainpoolP384r1)),
        ]
        var certificates: [Certificate] = []
        var documents: [Document] = []
        for (name, authorityKind, signerKind) in kinds {
            let authority = try TestAuthority(
                country: "MN", name: "CSCA \(name)", key: authorityKind, explicitParameters: true)
            certificates.append(authority.certificate)
            documents.append(try document(name, authority.issueDocumentSigner(key: signerKind)))
        }
        // Half of them look like each other, as the generations of a state do: one name, several keys.
        for number in certificates.count..<1000 {
            certificates.append(
                try TestAuthority(country: "UT", name: "CSCA \(number / 2)", explicitParameters: true).certificate)
        }
        let root = try TestAuthority(country: "DE", name: "boomt benchmark root")
        let list = try root.issueMasterListSigner().masterList(of: certificates)

        let idle = memory("VmRSS:")
        var taken = TrustImport(into: TrustStore(), roots: [root.certificate], upkeep: .byHand, now: now)
        figures.rows.append(
            Row(name: "import of a list of 1,000 made here", value: time { taken.add([("list.ml", list)]) }, unit: "ms")
        )
        guard taken.store.anchors.count == 1000 else { throw Failure("\(taken.store.anchors.count) of 1,000 taken") }
        let store = taken.store
        for document in documents { figures.rows += try judge(document, store, runs: runs) }
        figures.rows.append(try load(taken))
        if let german = try germanList() { figures.rows.append(german) }
        if let idle, let peak = memory("VmHWM:") {
            figures.rows.append(Row(name: "memory above idle, all of it", value: peak - idle, unit: "MB", target: 20))
        }
        return figures
    }

    private static func document(_ name: String, _ signer: TestDocumentSigner) throws -> Document {
        let composition = MRZComposition(
            format: .td3, documentCode: "P", issuer: "MNG", documentNumber: "E1234567", nationality: "MNG",
            birthDate: "850317", sex: "M", expiryDate: "340316", primaryIdentifier: "BATBAYAR",
            secondaryIdentifier: "BOLD")
        let moment = InspectionMoment(unixSeconds: now)
        let zone = try MachineReadableZone(parsing: composition.lines().joined(separator: "\n"), today: moment.date)
        let groups: [LDSFile: [UInt8]] = [
            .dg1: DG1(mrzText: composition.block()).encoded(),
            .dg2: TLV.encode(tag: 0x75, value: (0..<15_360).map { UInt8(truncatingIfNeeded: $0 &* 31) }),
        ]
        var files = ChipFiles(files: groups)
        files[.com] = CommonData(dataGroups: groups.keys.sorted()).encoded()
        files[.sod] = try signer.sign(dataGroups: groups)
        return Document(name: name, files: files, zone: zone)
    }

    private static func judge(_ document: Document, _ store: TrustStore, runs: Int) throws -> [Row] {
        var times: [Double] = []
        for _ in 0..<runs {
            var report: InspectionReport?
            times.append(
                time {
                    report = DocumentInspection.inspect(
                        files: document.files, access: nil, opticalMRZ: document.zone, trust: store,
                        at: InspectionMoment(unixSeconds: now))
                })
            guard report?.overall == .successful else { throw Failure("\(document.name) is not found good") }
        }
        let first = times.removeFirst()
        let sorted = times.sorted()
        let name = "passive authentication with 1,000 authorities, \(document.name)"
        guard !sorted.isEmpty else { return [Row(name: name, value: first, unit: "ms", target: 3)] }
        return [
            Row(name: name + ", first", value: first, unit: "ms", target: 3),
            Row(name: name + ", median", value: sorted[sorted.count / 2], unit: "ms", target: 3),
            Row(name: name + ", 99 %", value: sorted[(sorted.count - 1) * 99 / 100], unit: "ms", target: 3),
        ]
    }

    /// The start of the daemon: the written source is read from a directory.
    private static func load(_ taken: TrustImport) throws -> Row {
        var template = Array("/tmp/boomt-trust-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure("no directory in /tmp") }
        let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer {
            for file in taken.store.sources { unlink(path + "/" + file.id + ".trust") }
            rmdir(path)
        }
        try TrustDirectory(path: path).write(taken)
        var count = 0
        let spent = time { count = TrustStore(directory: path, now: now).anchors.count }
        guard count == 1000 else { throw Failure("\(count) of 1,000 read back") }
        return Row(name: "loading a directory with these 1,000", value: spent, unit: "ms")
    }

    /// The published list, where it is present.
    private static func germanList() throws -> Row? {
        let folder = getenv("BOOMT_SHARED_DATA").map { String(cString: $0) } ?? "../shared/data"
        guard let list = bytes(folder + "/masterlists/DE_ML_2026-05-28-08-28-45.ml"),
            let root = bytes(folder + "/masterlists/DE_ROOT_CA_CSCA07.cer")
        else { return nil }
        guard var taken = TrustImport(into: TrustStore(), rootFile: root, upkeep: .byHand, now: now) else {
            throw Failure("the root of the German list is no certificate")
        }
        let spent = time { taken.add([("DE.ml", list)]) }
        let outcome = taken.outcomes.first
        guard outcome?.status == .imported else { throw Failure("the German list was not taken") }
        return Row(
            name: "import of the German list, \(taken.store.authorities.count) taken, "
                + "\(outcome?.refusals.count ?? 0) refused", value: spent, unit: "ms", target: 1000)
    }

    private static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&part, 1, part.count, file)
            guard count > 0 else { return all.isEmpty ? nil : all }
            all += part.prefix(count)
        }
    }

    /// Milliseconds of wall time.
    private static func time(_ work: () -> Void) -> Double {
        let start = ContinuousClock.now
        work()
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
    }

    /// A line of proc(5)'s status of this process, in MB.
    private static func memory(_ name: String) -> Double? {
        guard let text = bytes("/proc/self/status") else { return nil }
        let line = text.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }.first { $0.hasPrefix(name) }
        return line.flatMap { Double($0.filter(\.isNumber)) }.map { $0 / 1024 }
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
}
