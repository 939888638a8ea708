/// The known country and issuer codes, sorted for look-up by packed key.
struct CountryCodeTable: Sendable {
    /// One known code.
    struct Entry: Sendable {
        /// Up to three letters packed big-endian into the low 24 bits, missing letters zero.
        let key: UInt32
        /// Two-letter country of its certificates, if known.
        let certificateCountry: String?
        /// What the code stands for.
        let kind: CountryCode.Kind
    }

    private let entries: [Entry]
    /// The keys alone, in the same order: a search touches one kilobyte.
    private let keys: [UInt32]

    /// The one table of the process.
    static let shared = CountryCodeTable()

    private init() {
        var entries: [Entry] = []
        func add(_ list: String, _ kind: CountryCode.Kind) {
            for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                let parts = word.split(separator: ":")
                guard let code = parts.first else { continue }
                let country = parts.count == 2 ? String(parts[1]) : nil
                entries.append(
                    Entry(key: Self.key(code.utf8), certificateCountry: country, kind: kind))
            }
        }
        add(CountryCodeTable.states, .state)
        add(CountryCodeTable.organisations, .organisation)
        add(CountryCodeTable.legacy, .legacy)
        add("D", .state)
        add("GBD GBN GBO GBP GBS", .britishVariant)
        add("RKS", .userAssigned)
        add("XXA", .stateless)
        add("XXB", .refugee)
        add("XXC", .otherRefugee)
        add("XXX", .unspecified)
        add("UTO", .specimen)
        entries.sort { $0.key < $1.key }
        self.entries = entries
        keys = entries.map(\.key)
    }

    /// Packs the first three bytes of a code; a longer text packs to 0, which no entry has.
    static func key(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var key: UInt32 = 0
        var count = 0
        for byte in bytes {
            count += 1
            guard count <= 3 else { return 0 }
            key = key << 8 | UInt32(byte)
        }
        return count == 3 ? key : key << (8 * UInt32(3 - count))
    }

    /// The entry for a code, or nil.
    func entry(for code: String) -> Entry? {
        entry(forKey: CountryCodeTable.key(code.utf8))
    }

    /// The entry for a packed code, or nil.
    func entry(forKey key: UInt32) -> Entry? {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        guard low < keys.count, keys[low] == key else { return nil }
        return entries[low]
    }

    /// ISO 3166-1, `alpha-3:alpha-2`.
    private static let states = """
        AFG:AF ALA:AX ALB:AL DZA:DZ ASM:AS AND:AD AGO:AO AIA:AI ATA:AQ ATG:AG ARG:AR ARM:AM ABW:AW AUS:AU AUT:AT
        AZE:AZ BHS:BS BHR:BH BGD:BD BRB:BB BLR:BY BEL:BE BLZ:BZ BEN:BJ BMU:BM BTN:BT BOL:BO BES:BQ BIH:BA BWA:BW
        BVT:BV BRA:BR IOT:IO BRN:BN BGR:BG BFA:BF BDI:BI CPV:CV KHM:KH CMR:CM CAN:CA CYM:KY CAF:CF TCD:TD CHL:CL
        CHN:CN CXR:CX CCK:CC COL:CO COM:KM COG:CG COD:CD COK:CK CRI:CR CIV:CI HRV:HR CUB:CU CUW:CW CYP:CY CZE:CZ
        DNK:DK DJI:DJ DMA:DM DOM:DO ECU:EC EGY:EG SLV:SV GNQ:GQ ERI:ER EST:EE SWZ:SZ ETH:ET FLK:FK FRO:FO FJI:FJ
        FIN:FI FRA:FR GUF:GF PYF:PF ATF:TF GAB:GA GMB:GM GEO:GE DEU:DE GHA:GH GIB:GI GRC:GR GRL:GL GRD:GD GLP:GP
        GUM:GU GTM:GT GGY:GG GIN:GN GNB:GW GUY:GY HTI:HT HMD:HM VAT:VA HND:HN HKG:HK HUN:HU ISL:IS IND:IN IDN:ID
        IRN:IR IRQ:IQ IRL:IE IMN:IM ISR:IL ITA:IT JAM:JM JPN:JP JEY:JE JOR:JO KAZ:KZ KEN:KE KIR:KI PRK:KP KOR:KR
        KWT:KW KGZ:KG LAO:LA LVA:LV LBN:LB LSO:LS LBR:LR LBY:LY LIE:LI LTU:LT LUX:LU MAC:MO MDG:MG MWI:MW MYS:MY
        MDV:MV MLI:ML MLT:MT MHL:MH MTQ:MQ MRT:MR MUS:MU MYT:YT MEX:MX FSM:FM MDA:MD MCO:MC MNG:MN MNE:ME MSR:MS
        MAR:MA MOZ:MZ MMR:MM NAM:NA NRU:NR NPL:NP NLD:NL NCL:NC NZL:NZ NIC:NI NER:NE NGA:NG NIU:NU NFK:NF MKD:MK
        MNP:MP NOR:NO OMN:OM PAK:PK PLW:PW PSE:PS PAN:PA PNG:PG PRY:PY PER:PE PHL:PH PCN:PN POL:PL PRT:PT PRI:PR
        QAT:QA REU:RE ROU:RO RUS:RU RWA:RW BLM:BL SHN:SH KNA:KN LCA:LC MAF:MF SPM:PM VCT:VC WSM:WS SMR:SM STP:ST
        SAU:SA SEN:SN SRB:RS SYC:SC SLE:SL SGP:SG SXM:SX SVK:SK SVN:SI SLB:SB SOM:SO ZAF:ZA SGS:GS SSD:SS ESP:ES
        LKA:LK SDN:SD SUR:SR SJM:SJ SWE:SE CHE:CH SYR:SY TWN:TW TJK:TJ TZA:TZ THA:TH TLS:TL TGO:TG TKL:TK TON:TO
        TTO:TT TUN:TN TUR:TR TKM:TM TCA:TC TUV:TV UGA:UG UKR:UA ARE:AE GBR:GB USA:US UMI:UM URY:UY UZB:UZ VUT:VU
        VEN:VE VNM:VN VGB:VG VIR:VI WLF:WF ESH:EH YEM:YE ZMB:ZM ZWE:ZW
        """

    /// Organisations, ICAO 9303-3 §5 part D.
    private static let organisations = """
        UNO UNA UNK EUE XOM XPO XCC XBA XIM XCO XEC XCE XMP XES XDC
        """

    /// Former codes that are still met in old documents and old software.
    private static let legacy = """
        ANT:AN BUR CSK DDR NTZ SCG SUN TMP YUG ZAR ROM:RO ZIM:ZW INP
        """
}
