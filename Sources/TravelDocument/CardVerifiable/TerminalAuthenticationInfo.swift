/// DG14's entry that a chip asks terminals to prove themselves, and where EF.CVCA lies (BSI TR-03110-3 §A.1.1.3).
package struct TerminalAuthenticationInfo: Sendable, Hashable {
    /// Identifier of EF.CVCA; 011C unless said otherwise.
    package let fileIdentifier: UInt16
    /// Short identifier of EF.CVCA; nil where the entry names another file without one.
    package let shortFileIdentifier: UInt8?

    /// EF.CVCA at its usual place, or at another.
    package init(fileIdentifier: UInt16 = 0x011C, shortFileIdentifier: UInt8? = 0x1C) {
        self.fileIdentifier = fileIdentifier
        self.shortFileIdentifier = shortFileIdentifier
    }

    /// Nil for an entry of another protocol, or of version 2, which needs no EF.CVCA.
    init?(_ entry: SecurityInfos.Entry) {
        guard entry.oid == CardVerifiableKey.arc, let version = entry.values.first, version.tag == 0x02,
            version.value == [1]
        else { return nil }
        guard entry.values.count > 1 else {
            self.init()
            return
        }
        guard entry.values[1].tag == 0x30, let parts = try? entry.values[1].children(), let first = parts.first,
            parts.count <= 2, parts.allSatisfy({ $0.tag == 0x04 }), first.content.count == 2
        else { return nil }
        let short = parts.dropFirst().first?.value
        guard short.map({ $0.count == 1 && $0[0] <= 0x1E }) != false else { return nil }
        self.init(
            fileIdentifier: first.content.reduce(0) { $0 << 8 | UInt16($1) }, shortFileIdentifier: short?.first)
    }

    /// The entry of DG14.
    package func encoded() -> [UInt8] {
        var children = [
            TLV.encode(tag: 0x06, value: DottedIdentifier.encode(CardVerifiableKey.arc) ?? []),
            TLV.encode(tag: 0x02, value: [1]),
        ]
        if self != TerminalAuthenticationInfo() {
            let identifier = [UInt8(fileIdentifier >> 8), UInt8(fileIdentifier & 0xFF)]
            children.append(
                TLV.encode(
                    tag: 0x30,
                    children: [TLV.encode(tag: 0x04, value: identifier)]
                        + (shortFileIdentifier.map { [TLV.encode(tag: 0x04, value: [$0])] } ?? [])))
        }
        return TLV.encode(tag: 0x30, children: children)
    }
}

extension SecurityInfos {
    /// The entry of terminal authentication, version 1.
    package var terminalAuthenticationInfo: TerminalAuthenticationInfo? {
        entries.lazy.compactMap { TerminalAuthenticationInfo($0) }.first
    }

    /// Whether any entry speaks of terminal authentication, understood or not.
    package var mentionsTerminalAuthentication: Bool { entries.contains { $0.oid == CardVerifiableKey.arc } }
}
