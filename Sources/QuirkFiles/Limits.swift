/// Bounds of what a table of quirks may say.
enum Limits {
    /// Most entries of a table.
    static let entries = 500
    /// Most values of a condition or of a list.
    static let values = 64
    /// Bytes asked for at once.
    static let readBytes = 64...65_280
    /// Bytes asked for at once with short length.
    static let shortReadBytes = 64...256
    /// Most steps from the largest read to the smallest.
    static let readSteps = 16
    /// Lengths of answer to EXTERNAL AUTHENTICATE.
    static let mutualAuthenticationBytes = 40...256
    /// Milliseconds before the first command.
    static let startPause = 0...2000
    /// Milliseconds before each command: a reading has some hundreds.
    static let pause = 0...50
    /// Longest text of an id.
    static let idLength = 40
    /// Longest pattern of a reader's name.
    static let patternBytes = 128
    /// Bytes of an answer to reset.
    static let answerBytes = 1...33
}
