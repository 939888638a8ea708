/// EF.DIR: the applications on the chip (ICAO 9303-10 §3.11.2, ISO/IEC 7816-4 §12.2.3).
package struct ApplicationDirectory: Sendable, Equatable {
    /// One application.
    package struct Application: Sendable, Hashable {
        /// Identifier (AID), 1 to 16 bytes.
        package let identifier: [UInt8]
        /// Label for people, where there is one.
        package let label: String?

        /// An application, for a chip of our own making.
        package init(identifier: [UInt8], label: String? = nil) {
            self.identifier = identifier
            self.label = label
        }

        /// Name of the standard's applications: `eMRTD`, `travelRecords`, `visaRecords`, `additionalBiometrics`; nil for
        /// others.
        package var name: String? {
            switch identifier {
            case ApplicationDirectory.travelDocument: "eMRTD"
            case [0xA0, 0x00, 0x00, 0x02, 0x47, 0x20, 0x01]: "travelRecords"
            case [0xA0, 0x00, 0x00, 0x02, 0x47, 0x20, 0x02]: "visaRecords"
            case [0xA0, 0x00, 0x00, 0x02, 0x47, 0x20, 0x03]: "additionalBiometrics"
            default: nil
            }
        }
    }

    /// Identifier of the passport application.
    package static let travelDocument: [UInt8] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01]

    /// The applications in the order of the file, each once.
    package let applications: [Application]
    /// What breaks the standard, each once.
    package let defects: [LDSDefect]

    /// Lists applications, for a chip of our own making.
    package init(applications: [Application]) {
        self.applications = applications
        defects = []
    }

    /// Reads the file: application templates (61), or bare identifiers (4F), one after the other. Erased bytes at the
    /// end, elements that are not known and a template without an identifier are passed over.
    ///
    /// - Throws: ``LDSError`` when the file is no list of elements, or is too long.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        guard bytes.count <= Limits.directoryBytes else {
            throw LDSError(code: .overLimit, file: .dir, offset: 0, message: "\(bytes.count) bytes")
        }
        var content = bytes[...]
        // Memory that was never written: no tag is 00 or FF, so nothing of an element is lost but ends of values.
        while let last = content.last, last == 0xFF || last == 0x00, (try? TLV.parse(content)) == nil {
            content = content.dropLast()
        }
        let elements: [TLV]
        do throws(TLVError) {
            elements = try TLV.parse(content)
        } catch {
            throw LDSError(error, in: .dir)
        }
        var details = DetailReading()
        if content.count < bytes.count { details.note(.paddingAtEnd) }
        var found: [Application] = []
        for element in elements {
            var parts = [element]
            switch element.tag {
            case 0x61: parts = (try? element.children()) ?? []
            case 0x4F: details.note(.elementOutsideGroup)
            default: continue
            }
            guard let identifier = parts.first(where: { $0.tag == 0x4F })?.value, (1...16).contains(identifier.count)
            else {
                details.note(.groupUnreadable)
                continue
            }
            let label = details.text(parts.first { $0.tag == 0x50 })
            if !found.contains(where: { $0.identifier == identifier }) {
                found.append(Application(identifier: identifier, label: label))
            }
        }
        if found.count > Limits.applications { details.note(.groupTooLong) }
        applications = Array(found.prefix(Limits.applications))
        defects = details.defects
    }

    /// The file as bytes.
    package func encoded() -> [UInt8] {
        applications.flatMap { application in
            TLV.encode(
                tag: 0x61,
                children: [TLV.encode(tag: 0x4F, value: application.identifier)]
                    + (application.label.map { [TLV.encode(tag: 0x50, value: Array($0.utf8))] } ?? []))
        }
    }
}
