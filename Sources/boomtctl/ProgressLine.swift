internal import ChipReading
internal import Synchronization
internal import TravelDocument

/// Progress of a chip reading on standard error: one line that changes on a terminal, a line for each file elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var shownPercent = -1
        var file: LDSFile?
    }

    private let state = Mutex(State())
    private let isWatched = Output.isWatched

    /// Shows a step; called for each block that was read.
    func show(_ progress: ChipReadingProgress) {
        let isNews = state.withLock { state in
            let isNews =
                isWatched
                ? progress.percent != state.shownPercent
                : progress.bytesDone == progress.bytesTotal && progress.file != state.file
            if isNews {
                state.shownPercent = progress.percent
                state.file = progress.file
            }
            return isNews
        }
        guard isNews else { return }
        let text = "Чип уншиж байна · Reading chip \(progress.percent) % \(progress.file.name)"
        // ESC [ K clears what a longer line has left behind.
        Output.write(isWatched ? "\r\(text)\u{1B}[K" : text + "\n")
    }

    /// Ends the line on a terminal.
    func end() {
        let wasShown = state.withLock { $0.shownPercent >= 0 }
        if isWatched, wasShown { Output.write("\n") }
    }
}
