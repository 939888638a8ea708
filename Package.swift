// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules; warnings are errors everywhere.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// The finger engine counts bits by the million. Every x86-64 processor since 2009 has an instruction for it, but the
/// compiler's baseline is older; results are the same with and without it.
#if arch(x86_64)
    let bitCounting: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=x86-64-v2"])]
#else
    let bitCounting: [SwiftSetting] = []
#endif

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")

let package = Package(
    name: "boomt",
    products: [
        .executable(name: "boomtd", targets: ["boomtd"]),
        .executable(name: "boomtctl", targets: ["boomtctl"]),
        .executable(name: "boomt-image", targets: ["boomt-image"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Ground: C libraries, no logic.
        .systemLibrary(name: "COpenJPEG", providers: [.apt(["libopenjp2-7-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CPCSC", pkgConfig: "libpcsclite", providers: [.apt(["libpcsclite-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CUSB", pkgConfig: "libusb-1.0", providers: [.apt(["libusb-1.0-0-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CShims"),

        // Floor 0: words of the field; threads and local sockets.
        .target(name: "TravelDocument", swiftSettings: strict),
        .target(name: "Support", dependencies: ["CShims"], swiftSettings: strict),

        // Floor 1: PC/SC, OpenSSL, law, finger engine.
        .target(name: "BorderLaw", dependencies: ["TravelDocument"], swiftSettings: strict),
        .target(name: "Cryptography", dependencies: ["COpenSSL"], swiftSettings: strict),
        .target(name: "Fingerprint", swiftSettings: strict + bitCounting),
        .target(name: "SmartCard", dependencies: ["CPCSC", "Support"], swiftSettings: strict),

        .target(
            name: "TableFiles", dependencies: ["TravelDocument", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),

        // Floor 2: what devices and documents tell.
        .target(
            name: "ChipReading", dependencies: ["TravelDocument", "Cryptography", "SmartCard"], swiftSettings: strict),
        .target(name: "DocumentTrust", dependencies: ["TravelDocument", "Cryptography"], swiftSettings: strict),
        .target(
            name: "FingerScanner", dependencies: ["Fingerprint", "Cryptography", "CUSB", "Support"],
            swiftSettings: strict),
        .target(
            name: "ImageFiles", dependencies: ["Fingerprint", "TravelDocument", "CShims", "CZlib"],
            swiftSettings: strict),
        .target(
            name: "RulebookFiles",
            dependencies: ["BorderLaw", "TableFiles", "TravelDocument", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(
            name: "QuirkFiles",
            dependencies: ["TableFiles", "TravelDocument", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),

        // Floor 3: the lane.
        .target(
            name: "Checkpoint",
            dependencies: ["TravelDocument", "BorderLaw", "Fingerprint", "DocumentTrust", "Support", logging],
            swiftSettings: strict),

        // Floor 4: stores.
        .target(
            name: "UnifiedDatabase",
            dependencies: [
                "Checkpoint", "Cryptography", "DocumentTrust", "BorderLaw", "TravelDocument", "Support", "CZstd", grdb,
                grdbSQLite,
            ],
            swiftSettings: strict),

        // Floor 5: HTTP and events.
        .target(
            name: "CheckpointAPI",
            dependencies: [
                "Checkpoint", "BorderLaw", "Fingerprint", "TravelDocument", "Support", hummingbird, lifecycle, logging,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
            ],
            exclude: ["openapi.yaml"], swiftSettings: strict),

        // Floor 6: composition root, command line.
        .executableTarget(
            name: "boomtd",
            dependencies: [
                "BorderLaw", "Checkpoint", "CheckpointAPI", "ChipReading", "DocumentTrust", "FingerScanner",
                "Fingerprint", "QuirkFiles", "RulebookFiles", "SmartCard", "Support", "TableFiles", "TravelDocument",
                "UnifiedDatabase", arguments, lifecycle,
                logging, .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "boomtctl",
            dependencies: [
                "BorderLaw", "Checkpoint", "ChipReading", "DocumentTrust", "FingerScanner", "Fingerprint",
                "ImageFiles", "QuirkFiles", "RulebookFiles", "SmartCard", "Support", "TableFiles", "TravelDocument",
                "UnifiedDatabase", arguments,
            ],
            swiftSettings: strict),

        // Beside: the short-lived process that decompresses one picture of a chip.
        .executableTarget(
            name: "boomt-image",
            dependencies: ["ImageFiles", "TravelDocument", "COpenJPEG", "CShims", "CTurboJPEG"], swiftSettings: strict),

        // Beside: what hardware would answer.
        .systemLibrary(name: "CUMockdev", pkgConfig: "umockdev-1.0", providers: [.apt(["libumockdev-dev"])]),
        .target(name: "CMockUSB", dependencies: ["CUMockdev"]),
        .target(
            name: "Simulators",
            dependencies: [
                "TravelDocument", "Cryptography", "Fingerprint", "SmartCard", "Support", "CMockUSB", "COpenJPEG",
                "CShims",
            ],
            resources: [.embedInCode("Passport/face.jpg")], swiftSettings: strict),
        .executableTarget(
            name: "boomtsim",
            dependencies: [
                "Simulators", "Cryptography", "Fingerprint", "ImageFiles", "Support", "TableFiles", "TravelDocument",
                arguments,
            ],
            swiftSettings: strict),

        // Measurements, in release builds.
        .executableTarget(
            name: "ChipReadBenchmark",
            dependencies: [
                "CPCSC", "ChipReading", "Cryptography", "DocumentTrust", "Simulators", "SmartCard", "TravelDocument",
            ],
            path: "Benchmarks/ChipReadBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "FingerBenchmark", dependencies: ["Fingerprint", "Simulators"],
            path: "Benchmarks/FingerBenchmark", swiftSettings: strict),

        .executableTarget(
            name: "MRZBenchmark", dependencies: ["TravelDocument"], path: "Benchmarks/MRZBenchmark",
            swiftSettings: strict),
        .executableTarget(
            name: "DaemonBenchmark", dependencies: ["Simulators", "boomtd"], path: "Benchmarks/DaemonBenchmark",
            swiftSettings: strict),

        .executableTarget(
            name: "StoreBenchmark",
            dependencies: ["BorderLaw", "Checkpoint", "Support", "TravelDocument", "UnifiedDatabase", grdb],
            path: "Benchmarks/StoreBenchmark", swiftSettings: strict),

        .executableTarget(
            name: "TrustBenchmark", dependencies: ["Cryptography", "DocumentTrust", "Simulators", "TravelDocument"],
            path: "Benchmarks/TrustBenchmark", swiftSettings: strict),

        // Tests, floor by floor.
        .target(name: "Harness", path: "Tests/Harness", swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", dependencies: ["Harness"], swiftSettings: strict),
        .testTarget(name: "SupportTests", dependencies: ["Support", "CShims"], swiftSettings: strict),
        .testTarget(name: "TravelDocumentTests", dependencies: ["TravelDocument", "Harness"], swiftSettings: strict),
        .testTarget(name: "BorderLawTests", dependencies: ["BorderLaw", "TravelDocument"], swiftSettings: strict),
        .testTarget(name: "CryptographyTests", dependencies: ["Cryptography", "Harness"], swiftSettings: strict),
        .testTarget(
            name: "FingerprintTests", dependencies: ["Fingerprint", "Simulators", "Harness"], swiftSettings: strict),
        .testTarget(
            name: "SmartCardTests", dependencies: ["CShims", "SmartCard", "Simulators"], swiftSettings: strict),
        .testTarget(
            name: "ChipReadingTests",
            dependencies: [
                "ChipReading", "DocumentTrust", "Cryptography", "Simulators", "SmartCard", "TravelDocument", "Harness",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DocumentTrustTests",
            dependencies: ["DocumentTrust", "Cryptography", "Simulators", "TravelDocument", "Harness"],
            swiftSettings: strict),
        .testTarget(
            name: "FingerScannerTests",
            dependencies: ["FingerScanner", "Fingerprint", "ImageFiles", "Simulators", "Harness"],
            swiftSettings: strict),
        .testTarget(
            name: "RulebookFilesTests",
            dependencies: ["RulebookFiles", "BorderLaw", "TableFiles", "TravelDocument", "Harness"],
            swiftSettings: strict),
        .testTarget(
            name: "QuirkFilesTests", dependencies: ["QuirkFiles", "TableFiles", "TravelDocument", "Harness"],
            swiftSettings: strict),
        .testTarget(
            name: "ImageFilesTests",
            dependencies: [
                "boomt-image", "Fingerprint", "Harness", "ImageFiles", "Simulators", "TravelDocument",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CheckpointTests",
            dependencies: [
                "Checkpoint", "BorderLaw", "DocumentTrust", "Fingerprint", "Support", "TravelDocument", logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "UnifiedDatabaseTests",
            dependencies: [
                "UnifiedDatabase", "Checkpoint", "BorderLaw", "Cryptography", "DocumentTrust", "Fingerprint", "Harness",
                "TravelDocument", "Support", grdb,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "boomtctlTests",
            dependencies: [
                "boomtctl", "boomtsim", "Harness", "BorderLaw", "Checkpoint", "Cryptography", "Fingerprint",
                "ImageFiles", "Simulators", "SmartCard", "Support", "TravelDocument", "UnifiedDatabase",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "boomtd", "boomtctl", "Cryptography", "Fingerprint", "Harness", "Simulators", "Support",
                "TravelDocument",
                grdb,
            ],
            swiftSettings: strict),
    ]
)

// scripts/fuzz builds its program with libFuzzer, which brings a main function of its own.
if Context.environment["BOOMT_FUZZING"] != nil {
    package.targets.append(
        .executableTarget(
            name: "boomtfuzz",
            dependencies: [
                "TravelDocument", "Cryptography", "ChipReading", "DocumentTrust", "Fingerprint", "ImageFiles",
                "SmartCard",
            ],
            path: "Fuzzing", swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
