import Cryptography
import Glibc

extension TrustStore {
    /// Loads what imports wrote (`*.trust`), and then what somebody put there by hand (`*.cer`, `*.der`, `*.crt`, `*.pem`,
    /// `*.ml`, `*.crl`), of a directory, in the order of their names and not below it. Each file that cannot be taken is
    /// named in `refusals`; a directory that is not there gives a store with this one refusal and no anchors.
    ///
    /// - Parameters:
    ///   - now: Unix seconds, for what was signed in the future.
    ///   - policy: what is asked of keys and lists.
    package init(directory: String, now: Int64, policy: TrustPolicy = .standard) {
        self.init()
        self.policy = policy
        guard let handle = opendir(directory) else {
            refuse(directory, "directory cannot be read: \(Self.reason(errno))")
            return
        }
        var names: [String] = []
        var seen = 0
        while let entry = readdir(handle), seen < Limits.directoryFiles {
            seen += 1
            let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if Self.suffixes.contains(where: { name.lowercased().hasSuffix($0) }) { names.append(name) }
        }
        closedir(handle)
        if seen == Limits.directoryFiles { refuse(directory, "more than \(seen) files: the rest was not looked at") }
        var loose: [LooseFile] = []
        for name in names.sorted() {
            switch Self.contents(of: directory + "/" + name) {
            case .success(let file) where name.lowercased().hasSuffix(TrustSourceFile.suffix):
                do throws(CryptographyError) {
                    add(try TrustSourceFile(parsing: file.bytes))
                } catch {
                    refuse(name, error.description)
                }
            case .success(let file): loose.append(LooseFile(name: name, modified: file.modified, bytes: file.bytes))
            case .failure(let fault): refuse(name, fault.reason)
            }
        }
        add(loose, now: now)
    }

    private static let suffixes = [".cer", ".der", ".crt", ".pem", ".ml", ".crl", TrustSourceFile.suffix]

    /// Adds what an import wrote.
    mutating func add(_ file: TrustSourceFile) {
        var source = file.source
        source.certificates = file.certificates.compactMap { der in
            add(der: der, origin: source.id) { source.kind.standing(of: $0) }
        }
        for bytes in file.lists {
            do throws(CryptographyError) {
                let list = try RevocationList(der: bytes)
                add(list, origin: source.id)
                source.revoked = (source.revoked ?? 0) + list.count
            } catch {
                refuse(source.id, error.description)
            }
        }
        defects.removeAll { $0.origin == source.id }
        for bytes in file.defectLists {
            do throws(CryptographyError) {
                // Its signature was proved when it was imported; who may write the directory could do anything.
                let list = try DefectList(parsing: SignedData(der: bytes).content ?? [])
                add(list, origin: source.id)
                source.defects = (source.defects ?? 0) + list.entries.count
            } catch {
                refuse(source.id, error.description)
            }
        }
        sources.removeAll { $0.id == source.id }
        sources.append(source)
    }

    /// Adds one DER certificate with the standing that it gets, and gives its fingerprint, or notes why not.
    mutating func add(
        der: [UInt8], origin: String, _ standing: (Certificate) -> TrustAnchor.Standing
    ) -> String? {
        do throws(CryptographyError) {
            let certificate = try Certificate(der: der)
            add(certificate, origin: origin, standing(certificate))
            return certificate.sha256Fingerprint
        } catch {
            refuse(origin, error.description)
            return nil
        }
    }

    private struct FileFault: Error {
        var reason: String
    }

    private struct Contents {
        var bytes: [UInt8]
        var modified: Int64
    }

    /// The bytes of a regular file within the limits. The open does not block on a pipe that somebody put there.
    private static func contents(of path: String) -> Result<Contents, FileFault> {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return .failure(FileFault(reason: "cannot be opened: \(reason(errno))")) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .failure(FileFault(reason: "no regular file"))
        }
        guard status.st_size <= Limits.listFileBytes else {
            return .failure(FileFault(reason: "larger than \(Limits.listFileBytes) bytes"))
        }
        // One byte more than the size tells a file that grows while it is being read.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { read(descriptor, $0 + count, buffer.count - count) } ?? 0
            }
            if got < 0 {
                guard errno == EINTR else {
                    return .failure(FileFault(reason: "cannot be read: \(reason(errno))"))
                }
                continue
            }
            if got == 0 { break }
            count += got
        }
        guard count == Int(status.st_size) else { return .failure(FileFault(reason: "changed while it was read")) }
        bytes.removeLast(bytes.count - count)
        return .success(Contents(bytes: bytes, modified: Int64(status.st_mtim.tv_sec)))
    }

    /// A system's error in English.
    static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT: "not there"
        case EACCES, EPERM: "no permission"
        case ENOTDIR: "no directory"
        case ENOSPC: "no space left"
        case EROFS: "read-only"
        case ELOOP: "too many links"
        case EMFILE, ENFILE: "too many open files"
        default: "error \(code)"
        }
    }
}

extension TrustSource.Kind {
    /// What an authority of such an import is worth. Only what vouches for itself was put there by somebody: any other
    /// certificate was taken because another authority certifies it, and is worth as much as that one.
    fileprivate func standing(of certificate: Certificate) -> TrustAnchor.Standing {
        switch self {
        case .certificate: certificate.claimsOwnSignature ? .pinned : .link
        case .masterList: .listed
        case .link, .revocationList, .defectList: .link
        }
    }
}
