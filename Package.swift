// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "segment-step",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "segment-step", targets: ["segment-step"])
  ],
  targets: [
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
    ),
    .systemLibrary(
      name: "CYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(
      name: "CCrypto",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),

    // The Glibc module leaves out <getopt.h>.
    .systemLibrary(name: "CGetopt"),
    // So does it ppoll(2).
    .systemLibrary(name: "CPoll"),
    // And pthread_setattr_default_np(3).
    .systemLibrary(name: "CThreads"),
    // The arguments of `main`, which Swift's library looks for in /proc.
    .target(name: "CArguments"),

    // For the span of a `ByteBuffer`.
    .target(name: "JSON", swiftSettings: [.enableExperimentalFeature("Lifetimes")]),
    .target(name: "YAML", dependencies: ["CYAML"]),
    .target(name: "Digests", dependencies: ["CCrypto"]),
    .target(name: "Compression", dependencies: ["CZlib"]),
    .target(name: "Threads", dependencies: ["CThreads"]),
    .target(name: "HTTP", dependencies: ["CCurl", "Threads"]),
    .target(name: "Segment", dependencies: ["JSON", "YAML", "Digests"]),
    .target(name: "Pipeline", dependencies: ["Segment", "HTTP", "JSON", "Compression", "Threads"]),
    .target(name: "Sandbox", dependencies: ["CPoll", "JSON", "Compression", "Threads"]),
    .target(
      name: "CLI",
      dependencies: [
        "CArguments", "CGetopt", "Pipeline", "Segment", "YAML", "JSON", "Sandbox", "Threads",
      ]
    ),
    .executableTarget(name: "segment-step", dependencies: ["CLI"]),
    // It runs `segment-step`, and so depends on it only to have it built.
    .executableTarget(
      name: "benchmarks",
      dependencies: ["CCurl", "JSON", "Sandbox", "TestSupport", "segment-step"],
      exclude: ["instructions.txt"]),

    .target(name: "TestSupport", dependencies: ["Sandbox", "Threads"], path: "Tests/TestSupport"),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "CompressionTests", dependencies: ["Compression", "TestSupport"]),
    .testTarget(name: "ThreadsTests", dependencies: ["Threads", "TestSupport"]),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP", "Sandbox", "TestSupport", "Threads"]),
    .testTarget(name: "SegmentTests", dependencies: ["Segment", "JSON", "YAML", "TestSupport"]),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Segment", "HTTP", "JSON", "YAML", "Sandbox", "TestSupport", "Threads",
      ]),
    .testTarget(name: "SandboxTests", dependencies: ["Sandbox", "TestSupport"]),
    .testTarget(name: "CLITests", dependencies: ["CLI", "Sandbox", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["segment-step", "Sandbox", "JSON", "Digests", "TestSupport"]),
  ]
)
