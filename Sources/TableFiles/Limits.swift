/// Bounds of what is read from a folder of tables.
enum Limits {
    /// Most files of a folder.
    static let files = 500
    /// Largest file.
    static let fileBytes = 1 << 20
    /// Longest line, which bounds how deep blocks can be nested.
    static let lineBytes = 1000
    /// Most brackets that may be open at once.
    static let openBrackets = 16
    /// Most elements of a list.
    static let listElements = 1000
}
