// Extraction and matching times of the finger engine, and scores of a directory of images.
//
//   FingerBenchmark                      times on synthetic prints
//   FingerBenchmark accuracy DIR...      error rates of sets of prints, each a directory of FINGER_IMPRESSION.pgm at 500 dpi
//   FingerBenchmark DIR OUT.csv [DPI]    all pairs of the grey maps (*.pgm) in DIR as a,b,score (calibrated)
//   FingerBenchmark DIR OUT.csv DPI raw  the same before calibration, for making the calibration table
import FoundationEssentials

let arguments = CommandLine.arguments
if arguments.count == 1 {
    try SyntheticRun().run()
    IndexRun().run()
} else if arguments.count >= 3, arguments[1] == "accuracy" {
    try AccuracyRun(directories: Array(arguments.dropFirst(2)), pixelsPerInch: 500).run()
} else if arguments.count >= 3 {
    let resolution = arguments.count > 3 ? Int(arguments[3]) ?? 500 : 500
    try DirectoryRun(
        directory: arguments[1], output: arguments[2], pixelsPerInch: resolution,
        raw: arguments.count > 4 && arguments[4] == "raw"
    ).run()
} else {
    print("usage: FingerBenchmark [accuracy DIR... | DIR OUT.csv [DPI [raw]]]")
}
