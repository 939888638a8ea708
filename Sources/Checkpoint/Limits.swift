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
    /// Longest stay that a traveller may announce or a visa grant at once, in days: ten years.
    static let stayDays = 3660
    /// Longest number of a train or plate of a vehicle as it is sent, in bytes.
    static let tripNumberBytes = 64
    /// Longest such number without blanks and hyphens, in characters.
    static let tripNumberCharacters = 16

    /// Longest service number of an officer, in bytes.
    package static let officerBytes = 200
    /// Longest reason that an officer gives, in bytes.
    package static let reasonBytes = 2000
    /// Longest text of one field that an officer enters, in bytes.
    static let entryTextBytes = 256
    /// Longest number of a visa, permit or paper, in bytes.
    static let entryNumberBytes = 64
    /// A day that an officer enters lies no more years back or ahead.
    static let entryYears = 50
    /// Most entries that a visa allows.
    static let visaEntries = 999
}
