/// Bounds of what a lane takes and keeps.
package enum Limits {
    /// Largest MRZ text that a kiosk may send, in bytes: three lines of 44 characters with line ends and some room.
    package static let mrzBytes = 1024
    /// Announcements that a lane keeps for kiosks that reconnect.
    package static let announcementsKept = 256
    /// Announcements that may wait for one slow listener; older ones are dropped, and the listener resumes by id.
    package static let announcementsPerListener = 256
    /// Fingers compared for one traveller.
    package static let enrolledFingers = 10
    /// Longest purpose of a journey, in bytes.
    static let purposeBytes = 200
    /// Longest stay that a traveller may announce, in days: ten years.
    static let stayDays = 3660
    /// Longest number of a train or plate of a vehicle as it is sent, in bytes.
    static let tripNumberBytes = 64
    /// Longest such number without blanks and hyphens, in characters.
    static let tripNumberCharacters = 16
}
