extension CardConnection {
    /// What the chip's maker or issuer wrote into the answer to reset (ISO/IEC 7816-4 §8.1.1); nil for an answer that
    /// cannot be understood.
    package var historicalBytes: [UInt8]? { AnswerToReset(parsing: answerToReset)?.historicalBytes }
}
