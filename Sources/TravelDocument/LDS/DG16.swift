/// DG16: persons to notify (ICAO 9303-10 §4.7.16).
package struct DG16: Sendable, Equatable {
    /// One person to notify; every detail is optional.
    package struct Person: Sendable, Equatable {
        /// When the details were recorded.
        package var recorded: WrittenDate?
        /// Name.
        package var name: HolderName?
        /// Telephone number.
        package var telephone: String?
        /// Address, its lines.
        package var address: [String]

        /// A person, for a chip of our own making.
        package init(
            recorded: WrittenDate? = nil, name: HolderName? = nil, telephone: String? = nil, address: [String] = []
        ) {
            self.recorded = recorded
            self.name = name
            self.telephone = telephone
            self.address = address
        }
    }

    /// The persons in the order of the file.
    package let persons: [Person]
    /// What breaks the standard, each once.
    package let defects: [LDSDefect]

    /// Holds persons, for a chip of our own making.
    package init(persons: [Person]) {
        self.persons = persons
        defects = []
    }

    /// Reads the file.
    ///
    /// - Throws: ``LDSError`` when the file is no list of elements under 70.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .dg16)
        let elements = try reading.children(try reading.root(bytes, tag: 0x70))
        var details = DetailReading()
        // Templates are A1, A2 …: one for each person.
        let templates = elements.filter { (0xA1...0xAF).contains($0.tag) }
        if let count = elements.first(where: { $0.tag == 0x02 }) {
            if count.value != [UInt8(truncatingIfNeeded: templates.count)] { details.note(.instanceCountMismatch) }
        } else {
            details.note(.instanceCountMissing)
        }
        if templates.count > Limits.detailGroupElements { details.note(.groupTooLong) }
        var persons: [Person] = []
        for template in templates.prefix(Limits.detailGroupElements) {
            guard let parts = try? template.children() else {
                details.note(.groupUnreadable)
                continue
            }
            func element(_ tag: UInt32) -> TLV? { parts.first { $0.tag == tag } }
            persons.append(
                Person(
                    recorded: details.date(element(0x5F50)), name: details.name(element(0x5F51)),
                    telephone: details.text(element(0x5F52)), address: details.parts(element(0x5F53))))
        }
        self.persons = persons
        defects = details.defects
    }

    /// The file as bytes; at most fifteen persons have a template.
    package func encoded() -> [UInt8] {
        let written = persons.prefix(15)
        let templates = written.enumerated().map { index, person in
            let elements: [(UInt32, String?)] = [
                (0x5F50, person.recorded?.text), (0x5F51, person.name?.text), (0x5F52, person.telephone),
                (0x5F53, person.address.isEmpty ? nil : person.address.joined(separator: "<")),
            ]
            return TLV.encode(
                tag: 0xA1 + UInt32(index),
                children: elements.compactMap { tag, text in text.map { TLV.encode(tag: tag, value: Array($0.utf8)) } })
        }
        let count = TLV.encode(tag: 0x02, value: [UInt8(truncatingIfNeeded: written.count)])
        return TLV.encode(tag: 0x70, children: [count] + templates)
    }
}
