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

let package = Package(
    name: "boomt",
    targets: [
        // Ground: C libraries, no logic.
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .target(name: "CShims", dependencies: ["COpenSSL"]),

        // Floor 0: threads and local sockets.
        .target(name: "Support", dependencies: ["CShims"], swiftSettings: strict),

        .testTarget(name: "SupportTests", dependencies: ["Support", "CShims"], swiftSettings: strict),
    ]
)
