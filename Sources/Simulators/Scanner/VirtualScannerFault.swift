/// What can go wrong with a virtual scanner.
package enum VirtualScannerFault: Sendable, Hashable {
    /// An access to this register is refused.
    case stall(register: UInt16)
    /// The image is refused.
    case bulkStall
    /// The image has no bytes at all.
    case emptyFrame
    /// A third of the image is missing.
    case shortFrame
    /// The header promises 65,535 lines.
    case absurdLineCount
    /// The block table promises fifteen times 255 lines.
    case absurdBlocks
    /// Instead of a finger the sensor reports that it is about to fail (0x0800).
    case death
    /// The sensor powers up without the report of it (0x56aa).
    case noScanPower
    /// No answer at all, as if the firmware hung.
    case silence
    /// While it waits for a finger it talks without end, and says nothing.
    case chatter
    /// An answer that is none: wrong head or checksum.
    case garbage
    /// The sensor is found hanging and must be rebooted.
    case hangs
}
