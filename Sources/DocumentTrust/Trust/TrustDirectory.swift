import Cryptography
import Glibc

/// Writes sources into a trust directory, each as one file that appears whole or not at all.
package struct TrustDirectory: Sendable {
    /// Where the files are.
    package let path: String

    /// Why a directory could not be written.
    package struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// What was being done and the system's reason.
        package let reason: String
        package var description: String { reason }

        /// A fault with its reason in English.
        package init(reason: String) {
            self.reason = reason
        }
    }

    /// The directory at `path`.
    package init(path: String) {
        self.path = path
    }

    /// Makes the directory if it is not there; the one above it must be.
    package func create() throws(Fault) {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw fault(path, errno) }
    }

    /// Writes what an import took. A source of before with the same name is replaced.
    package func write(_ taken: TrustImport) throws(Fault) {
        for file in taken.files {
            let text: [UInt8]
            do throws(CryptographyError) {
                text = try file.encoded()
            } catch {
                throw Fault(reason: "\(file.name): \(error)")
            }
            try write(text, to: file.name)
        }
        // The names reach the disk with the directory, or a power cut could bring the old source back.
        let handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw fault(path, errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw fault(path, errno) }
    }

    private func write(_ bytes: [UInt8], to name: String) throws(Fault) {
        let place = path + "/" + name
        // The dot hides the draft from everybody who loads the directory in between.
        let draft = path + "/." + name + ".part"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw fault(place, errno) }
        var rest = bytes[...]
        var code: Int32 = 0
        while !rest.isEmpty, code == 0 {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { code = errno }
        }
        if code == 0, fsync(descriptor) != 0 { code = errno }
        if close(descriptor) != 0, code == 0 { code = errno }
        if code == 0, rename(draft, place) != 0 { code = errno }
        guard code == 0 else {
            unlink(draft)
            throw fault(place, code)
        }
    }

    private func fault(_ place: String, _ code: Int32) -> Fault {
        Fault(reason: "\(place) cannot be written: \(TrustStore.reason(code))")
    }
}
