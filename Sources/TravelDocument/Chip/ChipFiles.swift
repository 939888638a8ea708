/// The raw files of one chip exactly as read, byte for byte: hashes are taken over these bytes.
package struct ChipFiles: Sendable, Equatable {
    /// Contents by file; a file that was not read is absent.
    package var files: [LDSFile: [UInt8]]

    /// Starts with the given files, or none.
    package init(files: [LDSFile: [UInt8]] = [:]) {
        self.files = files
    }

    /// Content of one file; nil when it was not read, assigning nil removes it.
    package subscript(file: LDSFile) -> [UInt8]? {
        get { files[file] }
        set { files[file] = newValue }
    }

    /// The files present, in the order of ``LDSFile``.
    package var present: [LDSFile] { files.keys.sorted() }

    /// Bytes of all files together.
    package var byteCount: Int {
        files.values.reduce(0) { $0 + $1.count }
    }
}
