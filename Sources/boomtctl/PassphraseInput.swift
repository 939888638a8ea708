internal import Checkpoint
internal import Glibc

/// Reads a new passphrase: typed twice on a terminal, without echo, or one line of standard input.
enum PassphraseInput {
    /// Longest line that is taken.
    private static let lineBytes = 4096

    static func read() throws(CommandFailure) -> String {
        let text = isatty(STDIN_FILENO) == 1 ? try typed() : try piped()
        guard let passphrase = Passphrase(text), passphrase.isLongEnough else {
            throw CommandFailure(
                .unusable, "нууц үг тохирохгүй · the passphrase cannot be used", advice: Passphrase.demand)
        }
        return text
    }

    private static func piped() throws(CommandFailure) -> String {
        var bytes = try InputFile.read("-", limit: lineBytes)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return try text(bytes)
    }

    private static func typed() throws(CommandFailure) -> String {
        let first = try text(withoutEcho("Шинэ нууц үг · New passphrase: "))
        let second = try text(withoutEcho("Дахин нэг удаа · Once more: "))
        guard first == second else {
            throw CommandFailure(
                .unusable, "хоёр удаа өөр бичсэн · the two are not the same", advice: "nothing was changed; try again")
        }
        return first
    }

    private static func text(_ bytes: [UInt8]) throws(CommandFailure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.unusable, "the passphrase is not UTF-8")
        }
        return text
    }

    /// A line from the terminal without echo. Ctrl-C is read, and ends the line, so that nothing leaves the terminal silent.
    private static func withoutEcho(_ prompt: String) throws(CommandFailure) -> [UInt8] {
        var former = termios()
        guard tcgetattr(STDIN_FILENO, &former) == 0 else { throw noTerminal }
        var silent = former
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        // So that the key for correction takes a whole letter back.
        silent.c_iflag |= tcflag_t(IUTF8)
        // A place of the C array that Swift has as a tuple of bytes: VEOL is one of its indexes (termios(3)).
        withUnsafeMutableBytes(of: &silent.c_cc) { $0[Int(VEOL)] = interrupt }
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &former)
            Output.write("\n")
        }
        // What was typed before the prompt is thrown away.
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else { throw noTerminal }
        Output.write(prompt)
        var line: [UInt8] = []
        while line.count <= lineBytes {
            var byte: UInt8 = 0
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != interrupt else {
                throw CommandFailure(.unusable, "цуцлав · cancelled: nothing was changed")
            }
            if byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
        throw CommandFailure(.unusable, "the passphrase is too long", advice: Passphrase.demand)
    }

    /// Ctrl-C.
    private static let interrupt: UInt8 = 3

    private static var noTerminal: CommandFailure { CommandFailure(.unusable, "the terminal cannot be made silent") }
}
