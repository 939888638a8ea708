internal import FingerScanner
internal import Fingerprint

/// A scanner that a command uses, with words for the person in front of it.
struct ScannerUse {
    /// Which scanner it is.
    let description: ScannerDescription
    private let hub: ScannerHub

    /// Opens USB and chooses the scanner.
    ///
    /// - Parameters:
    ///   - id: the scanner's id; nil when there is only one.
    ///   - seed: host seed of a U.are.U, so that a recording can replay; nil for a random one.
    init(id: String?, seed: UInt32? = nil) async throws(CommandFailure) {
        hub = try Self.hub(seed: seed)
        do throws(CommandFailure) {
            description = try Self.choose(id, from: await hub.scanners)
        } catch {
            await hub.close()
            throw error
        }
    }

    /// Lets go of USB.
    func close() async { await hub.close() }

    /// Waits for a finger and takes its image.
    func capture(seconds: Int) async -> Result<FingerImage, ScannerError> {
        do throws(ScannerError) {
            return .success(
                try await hub.capture(from: description.id, timeout: .seconds(seconds)) { step in
                    switch step {
                    case .waitingForFinger: Output.note("Хуруугаа тавина уу · Place the finger")
                    case .fingerSeen: Output.note("Хуруугаа бүү хөдөлгө · Hold still")
                    case .imageTaken: Output.note("Хуруугаа авч болно · The finger may go")
                    }
                })
        } catch {
            return .failure(error)
        }
    }

    /// The image, or what to do about the fault.
    static func image(_ result: Result<FingerImage, ScannerError>) throws(CommandFailure) -> FingerImage {
        switch result {
        case .success(let image): return image
        case .failure(let error):
            switch error.code {
            case .noFinger: throw CommandFailure(.negative, "nobody placed a finger in time")
            case .accessDenied:
                throw CommandFailure(
                    .notReachable, "the scanner may not be opened",
                    advice: "install the udev rules of boomt, or use an account that they name")
            case .busy:
                throw CommandFailure(
                    .notReachable, "another program has the scanner", advice: "the daemon may be using it")
            default:
                throw CommandFailure(.notReachable, "the scanner gave no image: \(error)", advice: "plug it in again")
            }
        }
    }

    private static func hub(seed: UInt32?) throws(CommandFailure) -> ScannerHub {
        do throws(ScannerError) {
            guard let seed else { return try ScannerHub() }
            return try ScannerHub(seedSource: { seed })
        } catch {
            throw CommandFailure(.notReachable, "USB cannot be used: \(error)", advice: "see to /dev/bus/usb")
        }
    }

    private static func choose(
        _ id: String?, from scanners: [ScannerDescription]
    ) throws(CommandFailure) -> ScannerDescription {
        if let id {
            if let found = scanners.first(where: { $0.id == id }) { return found }
            throw CommandFailure(
                .notReachable, "there is no scanner \(id)", advice: "boomtctl devices names those that are there")
        }
        guard let first = scanners.first else {
            throw CommandFailure(.notReachable, "no scanner is plugged in", advice: "check its cable")
        }
        guard scanners.count == 1 else {
            let ids = scanners.map(\.id).joined(separator: ", ")
            throw CommandFailure(.unusable, "there are several scanners", advice: "choose with --scanner: \(ids)")
        }
        return first
    }
}
