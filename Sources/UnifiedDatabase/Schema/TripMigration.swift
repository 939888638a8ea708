/// With what travellers come and go, beside the crossing records, whose columns never change.
enum TripMigration {
    /// At most one trip a crossing; written with it, and as final.
    static let trips = """
        CREATE TABLE crossingTrip (
            crossingID TEXT PRIMARY KEY NOT NULL REFERENCES crossing (id),
            transport TEXT NOT NULL CHECK (transport IN ('air', 'rail', 'road')),
            number TEXT NOT NULL CHECK (number <> ''),
            day TEXT
        ) STRICT;
        CREATE INDEX crossingTripByNumber ON crossingTrip (transport, number, crossingID);

        CREATE TRIGGER tripIsKept BEFORE DELETE ON crossingTrip BEGIN
            SELECT RAISE(ABORT, 'trips are never deleted');
        END;
        CREATE TRIGGER tripIsNotReplaced BEFORE INSERT ON crossingTrip
        WHEN EXISTS (SELECT 1 FROM crossingTrip WHERE crossingID = NEW.crossingID) BEGIN
            SELECT RAISE(ABORT, 'a crossing has one trip');
        END;
        CREATE TRIGGER tripIsFinal BEFORE UPDATE ON crossingTrip BEGIN
            SELECT RAISE(ABORT, 'trips never change');
        END;
        """
}
