/// What is wrong with the chip's part of PACE. Steps are the four of GENERAL AUTHENTICATE.
package enum PACEFault: Sendable, Equatable {
    /// MSE:Set AT is refused.
    case refusesTemplate
    /// A step is answered by this status.
    case status(step: Int, UInt16)
    /// The object of a step has the tag with 10 more.
    case wrongTag(step: Int)
    /// The answer to a step is not TLV.
    case garbled(step: Int)
    /// The value of a step is cut by a byte.
    case shortened(step: Int)
    /// One byte of the value of a step is another one.
    case changed(step: Int)
    /// The chip sends back the terminal's own key in step 2 or 3.
    case reflected(step: Int)
    /// The chip sends the point at infinity, or the number one, in step 2 or 3.
    case neutral(step: Int)
    /// The token is of another key.
    case wrongToken
    /// The first run fails in its last step, later ones do not.
    case failsOnce
    /// Chip authentication data come though the mapping does not have them.
    case surplusAuthenticationData
    /// Chip authentication data are left out.
    case noAuthenticationData
    /// Chip authentication data are of another static key: a copied chip.
    case foreignAuthenticationData
    /// Chip authentication data are half a block: nothing that could be deciphered.
    case malformedAuthenticationData
    /// Chip authentication data come under the next tag, 8B.
    case misplacedAuthenticationData
    /// Chip authentication data have no bytes.
    case emptyAuthenticationData
}
