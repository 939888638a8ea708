internal import TravelDocument

extension VirtualPassport {
    private static let applicationIdentifier: [UInt8] = [0xA0, 0, 0, 2, 0x47, 0x10, 1]

    /// SELECT by name, by file identifier, or of the master file.
    mutating func select(_ command: ChipCommandBytes) -> ChipReply {
        switch (command.p1, command.p2) {
        case (0x04, 0x0C):
            guard command.data == Self.applicationIdentifier, !faults.foreignApplication else {
                return .status(0x6A82)
            }
            // With P2 0C there is no answer, and several real chips refuse a Le.
            guard command.expected == nil else { return .status(0x6700) }
            applicationSelected = true
            currentFile = nil
            return .status(faults.selectStatus ?? 0x9000)
        case (0x00, 0x0C) where command.data.isEmpty || command.data == [0x3F, 0x00]:
            if let status = command.data.isEmpty ? faults.implicitMasterFileStatus : faults.masterFileStatus {
                return .status(status)
            }
            applicationSelected = false
            currentFile = nil
            return .status(0x9000)
        case (0x02, 0x0C):
            guard command.data.count == 2 else { return .status(0x6700) }
            if faults.selectsNothingUnderMasterFile, !applicationSelected { return .status(0x6D00) }
            let identifier = UInt16(command.data[0]) << 8 | UInt16(command.data[1])
            certificateFileSelected = applicationSelected && terminal?.isCertificateFile(identifier) == true
            if certificateFileSelected { return .status(0x9000) }
            guard let file = file(where: { $0.fileIdentifier == identifier }) else { return .status(0x6A82) }
            if file == .cardAccess, let status = faults.cardAccessStatus { return .status(status) }
            currentFile = file
            return .status(0x9000)
        default:
            return .status(0x6A86)
        }
    }

    /// READ BINARY with even and odd instruction.
    mutating func read(_ command: ChipCommandBytes, isProtected: Bool) -> ChipReply {
        var offset: Int
        let isOdd = command.ins == 0xB1
        if isOdd {
            guard command.p1 == 0, command.p2 == 0, command.data.count >= 3, command.data[0] == 0x54,
                Int(command.data[1]) == command.data.count - 2, command.data[1] <= 3
            else { return .status(0x6A80) }
            offset = command.data[2...].reduce(0) { $0 << 8 | Int($1) }
        } else if command.p1 & 0x80 != 0 {
            guard profile.hasShortIdentifiers, command.p1 & 0x60 == 0 else { return .status(0x6A86) }
            let identifier = command.p1 & 0x1F
            certificateFileSelected = applicationSelected && terminal?.isCertificateFile(short: identifier) == true
            if certificateFileSelected { return certificateFile(from: Int(command.p2), command, isProtected) }
            guard let file = file(where: { $0.shortFileIdentifier == identifier }) else { return .status(0x6A82) }
            if file == .cardAccess, let status = faults.cardAccessStatus { return .status(status) }
            currentFile = file
            offset = Int(command.p2)
        } else {
            offset = Int(command.p1) << 8 | Int(command.p2)
        }
        if certificateFileSelected { return certificateFile(from: offset, command, isProtected) }
        guard let file = currentFile else { return .status(0x6986) }
        guard mayRead(file), isProtected || profile.bacKeyInput == nil || !applicationSelected
        else { return .status(0x6982) }
        return block(of: file, offset: &offset, command, isOdd: isOdd, isProtected: isProtected)
    }

    private func block(
        of file: LDSFile, offset: inout Int, _ command: ChipCommandBytes, isOdd: Bool, isProtected: Bool
    ) -> ChipReply {
        guard let expected = command.expected else { return .status(0x6700) }
        let bytes = content(of: file)
        guard offset < bytes.count else { return .status(0x6B00) }
        // What fits into a short answer beside the data objects of secure messaging.
        var most = command.isExtended ? 65_536 : (isProtected ? session?.shortAnswerBytes ?? 231 : 256)
        if let refused = faults.refusedLength, expected > refused.above {
            switch refused.how {
            case .wrongLength, .droppedSession: return .status(0x6700)
            case .wrongOffset: return .status(0x6B00)
            case .exactLength: return .status(0x6C00 | UInt16(min(refused.above, 255)))
            case .fewerBytes: most = min(most, refused.above)
            }
        }
        if file == faults.endlessFile, offset > 0 { most = 1 }
        let overhead = isOdd ? (command.isExtended ? 4 : 3) : 0
        let wanted = max(1, min(expected, most) - overhead)
        let part = [UInt8](bytes[offset..<min(bytes.count, offset + wanted)])
        let isEnd = faults.warnsAtEndOfFile && offset + part.count == bytes.count
        let status: UInt16 = isEnd || part.count < min(wanted, expected - overhead) ? 0x6282 : 0x9000
        return ChipReply(data: isOdd ? TLV.encode(tag: 0x53, value: part) : part, status: status)
    }

    /// EF.CVCA is small: one answer.
    private func certificateFile(from offset: Int, _ command: ChipCommandBytes, _ isProtected: Bool) -> ChipReply {
        guard isProtected, let expected = command.expected else { return .status(0x6982) }
        let part = [UInt8]((terminal?.certificateFile ?? []).dropFirst(offset).prefix(expected))
        return ChipReply(data: part, status: part.count < expected ? 0x6282 : 0x9000)
    }

    /// A file of the selected application, or of the master file.
    private func file(where matches: (LDSFile) -> Bool) -> LDSFile? {
        profile.files.files.keys.first { $0.isUnderMasterFile != applicationSelected && matches($0) }
    }

    private func content(of file: LDSFile) -> [UInt8] {
        let bytes = profile.files[file] ?? []
        let tag = file.tag ?? 0x30
        if file == faults.garbageFile { return [UInt8](repeating: 0xFF, count: max(bytes.count, 16)) }
        if file == faults.hugeFile { return [tag, 0x83, 0x5B, 0x8D, 0x80] + bytes }
        if file == faults.endlessFile { return [tag, 0x82, 0xFF, 0xFF] + [UInt8](repeating: 0x00, count: 65_535) }
        return bytes
    }
}
