package import TravelDocument

extension FaceImage {
    /// The drawing of a face that nobody has, as virtual passports carry it: a JPEG of about 15 kB.
    package static let specimen = FaceImage(bytes: PackageResources.face_jpg, width: 413, height: 531)
}
