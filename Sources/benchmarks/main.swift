#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TestSupport

let arguments = Array(CommandLine.arguments.dropFirst())
do throws(SupportError) {
  // The program starts itself with these two to have a process for the other side of a comparison.
  switch arguments.first {
  case CollectorProcess.argument: try CollectorProcess.serve(arguments.dropFirst())
  case BareLoop.argument: try BareLoop.run(arguments.dropFirst())
  default: exit(Suite.run(arguments))
  }
} catch {
  complain("\(error)")
  exit(1)
}
