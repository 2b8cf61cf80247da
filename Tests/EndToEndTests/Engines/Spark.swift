import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A Spark of this process's own, with two tasks at once, each of which is tried four times.
enum Spark {
  /// A Python that has PySpark: `SEGMENT_STEP_TEST_PYTHON`, else `python3`. Nil if it has none, or
  /// there is no Java.
  static let python: String? = {
    guard Tool.find("java") != nil,
      let python = getenv("SEGMENT_STEP_TEST_PYTHON").map({ String(cString: $0) })
        ?? Tool.find("python3"),
      let found = try? Command(python, arguments: ["-c", "import pyspark"]).run(),
      found.status == .exited(0)
    else { return nil }
    return python
  }()

  /// The tests' condition.
  static let isInstalled = ConditionTrait.enabled(
    if: python != nil,
    "needs Java, and a Python with pyspark as python3 or SEGMENT_STEP_TEST_PYTHON")

  /// The command that runs a recipe over the purchases of a kitchen.
  static func command(_ recipe: String, in kitchen: Kitchen) throws -> Command {
    let directory = kitchen.directory
    let script = try EnginesManual.recipe(recipe)
      .replacing("/usr/local/bin/segment-step", with: directory.path("bin/segment-step"))
      .replacing("/etc/segment-step/purchase.yaml", with: directory.path("purchase.yaml"))
    try directory.write("recipe.py", script)
    var command = try kitchen.command(script: "exec '\(#require(python))' recipe.py")
    command.deadline = 300
    let settings = ["spark.ui.enabled=false", "spark.local.dir=\(directory.path)"]
    command.environment["PYSPARK_SUBMIT_ARGS"] =
      "--master local[2,4] \(settings.map { "--conf \($0)" }.joined(separator: " ")) pyspark-shell"
    command.environment["SPARK_LOCAL_IP"] = "127.0.0.1"
    command.environment["TMPDIR"] = directory.path
    return command
  }
}
