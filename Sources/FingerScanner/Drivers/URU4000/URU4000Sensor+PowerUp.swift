extension URU4000Sensor {
    /// How often each part of the power-up is tried, and the pauses between.
    private enum Patience {
        static let rounds = 100
        static let pause: Duration = .milliseconds(10)
        /// How long the report of scan power may take.
        static let scanPower: Duration = .milliseconds(300)
        /// How often the power-up begins anew when it does not come.
        static let restarts = 3
    }

    /// Brings the sensor from whatever state it is in to "powered and ready". Wire protocol §4.
    ///
    /// - Throws: `powerUpFailed`, or what went wrong on the bus.
    func powerUp() async throws(ScannerError) {
        for _ in 0...Patience.restarts {
            let status = try await rebootIfNeeded(readStatus())
            if !status.isLowPower { try await writeStatus(status.poweredDown) }
            try await switchPowerOn(status)
            if try await scanPowerArrives() {
                // The versions are of no use to us, but reading them ends the power-up of every known driver.
                _ = try await read(URU4000Register.deviceInformation, URU4000Register.deviceInformationLength)
                return
            }
        }
        throw ScannerError(.powerUpFailed, "no report of scan power")
    }

    private func rebootIfNeeded(_ status: URU4000Status) async throws(ScannerError) -> URU4000Status {
        guard status.needsReboot else { return status }
        try await writeStatus(status.poweredUp)
        for _ in 0..<Patience.rounds {
            let now = try await readStatus()
            if now.isRebooted { return now }
            try await terms.pause(Patience.pause, step: "reboot")
        }
        throw ScannerError(.powerUpFailed, "the sensor does not reboot")
    }

    private func switchPowerOn(_ status: URU4000Status) async throws(ScannerError) {
        for _ in 0..<Patience.rounds {
            try await writeStatus(status.poweredUp)
            if try await !readStatus().isLowPower { return }
            try await terms.pause(Patience.pause, step: "power-up")
            if isChallenging { try await answerChallenge() }
        }
        throw ScannerError(.powerUpFailed, "the sensor stays powered down")
    }

    /// Encrypts the sensor's challenge under the key that all of its kind share.
    private func answerChallenge() async throws(ScannerError) {
        let challenge = try await read(URU4000Register.challenge, URU4000Challenge.length)
        try await write(URU4000Register.response, try URU4000Challenge.response(to: challenge))
    }

    /// Waits for the report, which may have come already.
    private func scanPowerArrives() async throws(ScannerError) -> Bool {
        let stopwatch = terms.stopwatch()
        while true {
            let remaining = Patience.scanPower - stopwatch.elapsed()
            guard remaining > .zero, let bytes = try await session.interrupts.next(within: remaining, on: terms.clock)
            else { return false }
            if URU4000Report(bytes) == .scanPowerOn { return true }
        }
    }

    private func readStatus() async throws(ScannerError) -> URU4000Status {
        let bytes = try await read(URU4000Register.hardwareStatus, 1)
        guard let value = bytes.first else { throw ScannerError(.badFrame, "hardware status") }
        return URU4000Status(value: value)
    }

    private func writeStatus(_ value: UInt8) async throws(ScannerError) {
        try await write(URU4000Register.hardwareStatus, [value])
    }
}
