/// Something that happened to the readers of this machine.
package enum ReaderEvent: Sendable, Equatable {
    /// The PC/SC service answers.
    case serviceAvailable
    /// The PC/SC service is gone; all readers have left before this event.
    case serviceLost
    /// A reader is there. Its name is PC/SC's, unique while it is plugged in.
    case readerArrived(reader: String)
    /// A reader was unplugged; its card has been removed before this event.
    case readerLeft(reader: String)
    /// A chip answered to a reset.
    case cardInserted(reader: String, answerToReset: [UInt8])
    /// A chip is there but does not answer: held askew, defective, or no chip card at all.
    case cardUnresponsive(reader: String)
    /// The chip of either kind left.
    case cardRemoved(reader: String)
}
