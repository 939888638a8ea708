import Testing

/// The whole daemon on the real PC/SC, libusb and SQLite; virtual are the chips, the scanner, the fingers, the people.
///
/// A process sees one emulated bus and one PC/SC service: everything in here runs one after the other, each test with
/// a folder and a daemon of its own.
@Suite(.serialized, .timeLimit(.minutes(2))) enum EndToEnd {}
