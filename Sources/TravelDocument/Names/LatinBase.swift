/// Letters of Latin scripts without their marks, as ICAO 9303-3 §6 A writes them in a machine-readable zone.
enum LatinBase {
    /// Capital letters A to Z for a letter; nil for what is none of a Latin script.
    static func letters(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "A"..."Z": String(scalar)
        case "a"..."z": Unicode.Scalar(scalar.value - 0x20).map { String($0) }
        case "À"..."Å", "à"..."å", "Ā"..."ą", "Ǎ", "ǎ": "A"
        case "Æ", "æ": "AE"
        case "Ç", "ç", "Ć"..."č": "C"
        case "Ð", "ð", "Ď"..."đ": "D"
        case "È"..."Ë", "è"..."ë", "Ē"..."ě": "E"
        case "Ĝ"..."ģ", "Ǧ", "ǧ": "G"
        case "Ĥ"..."ħ": "H"
        case "Ì"..."Ï", "ì"..."ï", "Ĩ"..."ı": "I"
        case "Ĵ", "ĵ": "J"
        case "Ķ"..."ĸ": "K"
        case "Ĺ"..."ł": "L"
        case "Ñ", "ñ", "Ń"..."ŋ": "N"
        case "Ò"..."Ö", "Ø", "ò"..."ö", "ø", "Ō"..."ő", "Ɵ", "ɵ": "O"
        case "Œ", "œ": "OE"
        case "Ŕ"..."ř": "R"
        case "Ś"..."š", "Ș", "ș": "S"
        case "ß", "ẞ": "SS"
        case "Þ", "þ": "TH"
        case "Ţ"..."ŧ", "Ț", "ț": "T"
        case "Ù"..."Ü", "ù"..."ü", "Ũ"..."ų": "U"
        case "Ŵ", "ŵ": "W"
        case "Ý", "ý", "ÿ", "Ŷ"..."Ÿ": "Y"
        case "Ź"..."ž": "Z"
        default: nil
        }
    }
}
