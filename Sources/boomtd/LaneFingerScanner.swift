internal import Checkpoint
internal import FingerScanner
internal import Fingerprint
internal import Logging

/// Joins a lane's finger port to a scanner of the hub.
struct LaneFingerScanner: FingerPort {
    let hub: ScannerHub
    /// Id of the scanner; empty for the first one that is plugged in.
    let scanner: String
    let logger: Logger

    func captureFinger(timeoutSeconds: Int) async -> Result<FingerImage, FingerFault> {
        do throws(ScannerError) {
            let id = scanner.isEmpty ? await hub.scanners.first?.id : scanner
            guard let id else { throw ScannerError(.notFound, "find a scanner") }
            return .success(try await hub.capture(from: id, timeout: .seconds(timeoutSeconds)))
        } catch {
            let isTravellerSide = error.code == .noFinger
            if !isTravellerSide {
                logger.warning(
                    "finger not captured", metadata: ["fault": "\(error.code.rawValue)", "step": "\(error.step)"])
            }
            return .failure(FingerFault(code: error.code.rawValue, isTravellerSide: isTravellerSide))
        }
    }
}
