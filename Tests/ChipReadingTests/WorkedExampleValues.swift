/// Values of ICAO Doc 9303-11, appendix D: D.2 keys, D.3 mutual authentication, D.4 secure messaging. Hex, but for
/// `mrz_information`.
enum WorkedExampleValues {
    static let groups: [String: [String: String]] = [
        "D.2": [
            "mrz_information": "L898902C<369080619406236",
            "k_seed": "239AB9CB282DAF66231DC5A4DF6BFBAE",
            "k_enc": "AB94FDECF2674FDFB9B391F85D7F76F2",
            "k_mac": "7962D9ECE03D1ACD4C76089DCE131543",
        ],
        "D.3": [
            "rnd_ic": "4608F91988702212",
            "rnd_ifd": "781723860C06C226",
            "k_ifd": "0B795240CB7049B01C19B33E32804F0B",
            "s": "781723860C06C2264608F919887022120B795240CB7049B01C19B33E32804F0B",
            "e_ifd": "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2",
            "m_ifd": "5F1448EEA8AD90A7",
            "response":
                "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F"
                + "2F2D235D074D7449",
            "r": "4608F91988702212781723860C06C2260B4F80323EB3191CB04970CB4052790B",
            "k_ic": "0B4F80323EB3191CB04970CB4052790B",
            "ks_enc": "979EC13B1CBFE9DCD01AB0FED307EAE5",
            "ks_mac": "F1CB1F1FB5ADF208806B89DC579DC1F8",
            "ssc": "887022120C06C226",
        ],
    ]

    /// Command, protected command, protected answer, answer.
    static let exchanges: [[String: String]] = [
        [
            "plain": "00A4020C02011E",
            "protected": "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
            "response": "990290008E08FA855A5D4C50A8ED9000",
            "plain_response": "9000",
        ],
        [
            "plain": "00B0000004",
            "protected": "0CB000000D9701048E08ED6705417E96BA5500",
            "response": "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000",
            "plain_response": "60145F019000",
        ],
        [
            "plain": "00B0000412",
            "protected": "0CB000040D9701128E082EA28A70F3C7B53500",
            "response":
                "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E"
                + "08C8B2787EAEA07D749000",
            "plain_response": "04303130365F36063034303030305C0261759000",
        ],
    ]
}
