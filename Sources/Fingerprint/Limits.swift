/// Every bound that the finger engine puts on what comes from outside, in one place.
package enum Limits {
    /// Smallest width and height of a finger image in pixels: 64 px are 3.3 mm at 500 dpi, below any sensor window.
    package static let minimumImageSide = 64
    /// Largest width and height in pixels, before and after resampling to 500 dpi (a ten-print slap fits).
    package static let maximumImageSide = 2000
    /// Resolutions that the resampler accepts, in pixels per inch.
    package static let pixelsPerInch = 250...1200
    /// Longest header of a portable grey map, in bytes, comments included.
    package static let maximumGrayMapHeader = 4096

    /// Minutiae kept by the extractor, the best by quality.
    package static let maximumExtractedMinutiae = 90
    /// Raw minutiae that the extractor weighs against each other; a full slap has about 3000, a hostile texture more.
    package static let maximumRawMinutiae = 4000
    /// Minutiae of a view that the matcher looks at; readers of MINEX kind stop at the same number.
    package static let maximumMatchedMinutiae = 128
    /// Longest ISO/IEC 19794-2 record accepted, in bytes: 16 full views with generous extended data.
    package static let maximumTemplateRecord = 64 * 1024
    /// Most quality or certification blocks of a representation of the 2011 edition.
    static let maximumRecordBlocks = 16
    /// Longest ISO/IEC 19794-4 record accepted, in bytes: ten fingers uncompressed at 1000 dpi.
    package static let maximumImageRecord = 16 << 20
    /// Longest file of an image compressed by wavelet scalar quantisation, in bytes; usual ones have 10 to 60 kB.
    package static let maximumWSQ = 4 << 20
    /// Longest filter of a wavelet transform; the one that everybody uses has 9 and 7 taps.
    static let maximumWaveletTaps = 31
    /// Most tables and comments before one block of coefficients.
    static let maximumWSQSegments = 64
    /// Most finger views that a record may announce; only the first is used.
    package static let maximumFingerViews = 16
    /// Resolutions accepted in a record, in pixels per centimetre (about 250 to 2000 dpi).
    package static let templatePixelsPerCentimetre = 99...788
}
