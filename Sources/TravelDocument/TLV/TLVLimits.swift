/// Bounds of one TLV parse.
package struct TLVLimits: Sendable, Equatable {
    /// Deepest level; the outermost elements are level 1.
    package var maximumDepth: Int
    /// Most elements on one level.
    package var maximumElements: Int
    /// Longest value in bytes.
    package var maximumLength: Int

    /// Sets the bounds; the defaults suit every file of a travel document.
    package init(
        maximumDepth: Int = Limits.tlvDepth,
        maximumElements: Int = Limits.tlvElements,
        maximumLength: Int = Limits.tlvLength
    ) {
        self.maximumDepth = maximumDepth
        self.maximumElements = maximumElements
        self.maximumLength = maximumLength
    }

    /// The defaults of ``Limits``.
    package static let standard = TLVLimits()
}
