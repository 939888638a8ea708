internal import BorderLaw
internal import Checkpoint
internal import DocumentTrust
internal import Fingerprint
internal import QuirkFiles
internal import RulebookFiles
internal import TableFiles
internal import TravelDocument
internal import Yams

/// Everything the daemon is told, read once and never changed: `config/boomt.yaml` documents each value.
struct Settings: Sendable, Equatable {
    struct Lane: Sendable, Equatable {
        var id: LaneID
        /// PC/SC name; empty for the first reader.
        var reader: String
        /// Scanner id; empty for the first scanner.
        var scanner: String
        /// A gate that works by itself, or an officer's desk.
        var station = Station.eGate
    }

    enum LogInDemand: String, Sendable, CaseIterable { case required, optional }
    enum LogFormat: String, Sendable, CaseIterable { case json, text }
    enum LogLevel: String, Sendable, CaseIterable { case trace, debug, info, notice, warning, error }

    var lanes: [Lane] = []
    var kioskAddress = "127.0.0.1"
    var kioskPort = 8470
    var controlSocket = "/run/boomt/control.sock"
    var databaseFile = "/var/lib/boomt/boomt.sqlite"
    var keyFile = "/var/lib/boomt/boomt.key"
    var journalKeyFile = "/var/lib/boomt/journal.key"
    /// Folder with the keys of lanes; empty for one beside the journal's key file.
    var laneKeys = ""
    var spoolDirectory = "/var/lib/boomt/spool"
    var busyMilliseconds = 2000
    /// How long each category of data is kept.
    var retention = RetentionPeriods()
    var trustDirectory = "/var/lib/boomt/trust"
    /// What becomes of documents while there is no revocation list at all.
    var trustRevocation = TrustPolicy.Revocation.required
    /// File of whoever may sign lists, lines NAME KEY.
    var listSigners = "/etc/boomt/list-signers"
    /// Whether officers work over the kiosks' door, with a log-in, or over the control socket only.
    var logIn = LogInDemand.optional
    /// How long a log-in lasts at most.
    var logInHours = 12
    /// Whether an officer may answer for a list that nobody has signed.
    var unsignedListsAccepted = false
    /// Folder with the dated tables of quirks; empty for the compiled-in one.
    var quirksDirectory = ""
    /// Whether a chip that offers PACE may be opened by BAC after PACE has failed; an officer decides then.
    var allowsDowngrade = false
    var waitForCardMilliseconds = 1500
    var answerTimeoutMilliseconds = 5000
    var chipTotalMilliseconds = 30_000
    var fingerTimeoutSeconds = 15
    /// Score from which an image of a finger is referred as an attack; above 1 none is.
    var presentationThreshold = PresentationCheck.defaultThreshold
    var passageTimeoutSeconds = 30
    /// The numbers of the gate, unless a folder of tables is named.
    var rulebook = Rulebook.standard
    /// Folder with the dated tables; empty for the compiled-in ones.
    var rulebookDirectory = ""
    var logLevel = LogLevel.info
    var logFormat = LogFormat.json
    /// What the settings were read from: the file, and the variables that stand above it.
    let source: String

    /// Largest settings file that is read.
    static let sizeLimit = 1 << 20

    /// Parses and validates a settings file.
    ///
    /// - Throws: all faults at once.
    init(yaml: String, environment: [String: String]) throws(SettingsFaults) {
        let variables = environment.filter { $0.key.hasPrefix("BOOMT_") }.sorted { $0.key < $1.key }
        source = yaml + variables.map { "\n\($0.key)=\($0.value)" }.joined()
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw SettingsFaults(faults: [SettingsFault(line: nil, key: "file", reason: "is not YAML: \(error)")])
        }
        let list = SettingsReader.FaultList()
        if let root, root.mapping == nil, root.scalar?.string.isEmpty == false {
            list.faults.append(SettingsFault(line: 1, key: "file", reason: "is not a group of keys"))
        }
        let reader = SettingsReader(mapping: root?.mapping, environment: environment, list: list)
        readLanes(reader)
        readPlaces(reader)
        readDevices(reader)
        readRulebook(reader)
        reader.section("log") { log in
            log.choice("level", &logLevel)
            log.choice("format", &logFormat)
        }
        reader.reportUnknownKeys()
        guard list.faults.isEmpty else { throw SettingsFaults(faults: list.faults) }
    }

    /// The folder that the settings name for the keys of lanes, if they do.
    var laneKeysDirectory: String? { laneKeys.isEmpty ? nil : laneKeys }

    private mutating func readLanes(_ reader: SettingsReader) {
        var read: [Lane] = []
        reader.sections("lanes") { section in
            var id = ""
            var lane = (reader: "", scanner: "")
            var station = Station.eGate
            section.string("id", &id) { LaneID($0) == nil ? "is not 1 to 32 of a-z, 0-9 and -" : nil }
            section.string("reader", &lane.reader)
            section.string("scanner", &lane.scanner)
            section.choice("station", &station)
            guard let laneID = LaneID(id) else {
                if id.isEmpty, !section.has("id") { section.fault("id", "is missing") }
                return
            }
            if read.contains(where: { $0.id == laneID }) { section.fault("id", "is used twice") }
            read.append(Lane(id: laneID, reader: lane.reader, scanner: lane.scanner, station: station))
        }
        // A finger laid down at one gate must never open another.
        for (device, names) in [("reader", read.map(\.reader)), ("scanner", read.map(\.scanner))]
        where read.count > 1 && (names.contains("") || Set(names).count < names.count) {
            reader.fault("lanes", "with several lanes each must name a \(device) of its own")
        }
        if read.isEmpty, let standard = LaneID("gate-1") {
            read = [Lane(id: standard, reader: "", scanner: "")]
        }
        lanes = read
    }

    private mutating func readPlaces(_ reader: SettingsReader) {
        func absolute(_ path: String) -> String? { path.hasPrefix("/") ? nil : "is not an absolute path" }
        reader.section("kiosk") { kiosk in
            kiosk.string("address", &kioskAddress) { address in
                let isLoopback =
                    address == "::1" || (address.hasPrefix("127.") && address.split(separator: ".").count == 4)
                return isLoopback ? nil : "is not a loopback address: kiosks on the network need an identity first"
            }
            kiosk.integer("port", &kioskPort, in: 0...65_535)
        }
        reader.section("control") { control in
            control.string("socket", &controlSocket) { path in
                path.utf8.count > 107 ? "is longer than 107 bytes" : absolute(path)
            }
        }
        reader.section("database") { database in
            database.string("file", &databaseFile, fault: absolute)
            database.string("keyFile", &keyFile, fault: absolute)
            database.string("journalKeyFile", &journalKeyFile, fault: absolute)
            database.string("laneKeys", &laneKeys) { $0.isEmpty ? nil : absolute($0) }
            database.string("spool", &spoolDirectory, fault: absolute)
            database.integer("busyMilliseconds", &busyMilliseconds, in: 0...60_000)
        }
        reader.section("retention") { retention in
            retention.integer(
                "templatesAfterExpiryDays", &self.retention.templatesAfterExpiryDays, in: 0...3650)
            retention.integer("permissionsAfterEndDays", &self.retention.permissionsAfterEndDays, in: 0...36_500)
            retention.integer("crossingYears", &self.retention.crossingYears, in: 0...200)
            retention.integer("listedPersonDays", &self.retention.listedPersonDays, in: 1...3650)
            // What the rules still look back on, one year at most, may not be gone before.
            retention.integer("stayRightDays", &self.retention.stayRightDays, in: 366...36_500)
            retention.integer("documentStatementDays", &self.retention.documentStatementDays, in: 0...36_500)
            retention.integer("deskNoteDays", &self.retention.deskNoteDays, in: 1...36_500)
            retention.integer("borderCardDays", &self.retention.borderCardDays, in: 1...36_500)
            retention.integer("falseHitDays", &self.retention.falseHitDays, in: 0...36_500)
            retention.integer("personTieDays", &self.retention.personTieDays, in: 366...36_500)
            retention.integer("childJourneyDays", &self.retention.childJourneyDays, in: 0...36_500)
        }
        reader.section("trust") { trust in
            trust.string("directory", &trustDirectory, fault: absolute)
            trust.choice("revocation", &trustRevocation)
        }
        reader.section("officers") { officers in
            officers.choice("logIn", &logIn)
            officers.integer("logInHours", &logInHours, in: 1...72)
        }
        reader.section("lists") { lists in
            lists.string("signers", &listSigners, fault: absolute)
            lists.boolean("unsigned", &unsignedListsAccepted)
        }
    }

    private mutating func readDevices(_ reader: SettingsReader) {
        reader.section("chip") { chip in
            chip.string("quirksDirectory", &quirksDirectory) { path in
                path.isEmpty || path.hasPrefix("/") ? nil : "is not an absolute path"
            }
            chip.boolean("allowsDowngrade", &allowsDowngrade)
            chip.integer("waitForCardMilliseconds", &waitForCardMilliseconds, in: 0...30_000)
            chip.integer("answerTimeoutMilliseconds", &answerTimeoutMilliseconds, in: 100...60_000)
            chip.integer("totalTimeoutMilliseconds", &chipTotalMilliseconds, in: 1000...120_000)
        }
        reader.section("finger") { finger in
            finger.integer("timeoutSeconds", &fingerTimeoutSeconds, in: 1...120)
            finger.decimal("presentationThreshold", &presentationThreshold, in: 0.1...2)
        }
        reader.section("gate") { $0.integer("passageTimeoutSeconds", &passageTimeoutSeconds, in: 1...300) }
    }

    private mutating func readRulebook(_ reader: SettingsReader) {
        var parameters = rulebook.parameters
        var chipRequired = parameters.chipPolicy == .required
        reader.section("rulebook") { rules in
            rules.string("directory", &rulebookDirectory) { path in
                path.isEmpty || path.hasPrefix("/") ? nil : "is not an absolute path"
            }
            rules.string("version", &rulebook.version)
            rules.integer("adultAge", &parameters.adultAge, in: 0...200)
            rules.integer("monthsOfValidity", &parameters.monthsOfValidity, in: 0...1200)
            rules.boolean("validityCheckedAtEntry", &parameters.validityCheckedAtEntry)
            rules.boolean("extensionAcceptedAtGate", &parameters.extensionAcceptedAtGate)
            rules.integer("restrictionListAgeLimitHours", &parameters.restrictionListAgeLimitHours, in: 0...10_000)
            rules.integer("wantedListAgeLimitHours", &parameters.wantedListAgeLimitHours, in: 0...10_000)
            rules.integer("invalidListAgeLimitHours", &parameters.invalidListAgeLimitHours, in: 0...10_000)
            rules.integer("passBackWindowMinutes", &parameters.passBackWindowMinutes, in: 0...100_000)
            rules.boolean("registerInZoneTies", &parameters.registerInZoneTies)
            rules.integer("maximumFingerAttempts", &parameters.maximumFingerAttempts, in: 0...100)
            rules.decimal("fingerThreshold", &parameters.fingerThreshold, in: 0...100)
            rules.boolean("officialClassesAccepted", &parameters.officialClassesAccepted)
            rules.boolean("chipRequired", &chipRequired)
            rules.boolean("specimensStopped", &parameters.specimensStopped)
            parameters.chipPolicy = chipRequired ? .required : .acceptAbsent
            rulebook.parameters = parameters
            // Two places for one number would leave open which of them the officer reads.
            if !rulebookDirectory.isEmpty, rulebook != .standard {
                rules.fault("directory", "stands beside numbers of its own: they belong into the files there")
            }
            // A version names one set of values for ever: a decision is replayed by it.
            if rulebook.faults.isEmpty, parameters != Rulebook.standard.parameters,
                rulebook.version == Rulebook.standard.version
            {
                rules.fault("version", "needs a name of your own: the values are not those of \(rulebook.version)")
            }
            // The rulebook knows its own bounds best.
            for fault in rulebook.faults { rules.fault(fault.key, fault.reason) }
        }
    }
}

extension Settings {
    /// What is known of countries, readers and chips: from the folder, or compiled in.
    ///
    /// - Throws: all faults of the folder, which is refused whole.
    func quirks() throws(TableFaults) -> QuirkShelf {
        quirksDirectory.isEmpty ? .standard : try QuirkFolder.load(quirksDirectory)
    }

    /// The tables of all days: from the folder, from the numbers of this file, or the compiled-in ones.
    ///
    /// - Throws: all faults of the folder, which is refused whole.
    func rulebooks() throws(TableFaults) -> RulebookShelf {
        guard rulebookDirectory.isEmpty else { return try RulebookFolder.load(rulebookDirectory) }
        return rulebook == .standard ? .standard : RulebookShelf(always: rulebook)
    }
}
