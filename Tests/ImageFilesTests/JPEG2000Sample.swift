import Simulators

/// JPEG 2000 pictures of pixels that run from dark to light.
enum JPEG2000Sample {
    /// A codestream, or a JP2 file, of grey or colour pixels; nil when OpenJPEG refuses.
    static func picture(width: Int, height: Int, components: Int = 3, isFile: Bool = true) -> [UInt8]? {
        JPEG2000Writer.encode(width: width, height: height, components: components, isFile: isFile) {
            column, _, component in value(column, component)
        }
    }

    /// The sample that a pixel was made with.
    static func value(_ column: Int, _ component: Int) -> Int { (column * 2 + component * 60) % 256 }
}
