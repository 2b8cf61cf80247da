import CLI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

let tool = CommandLineTool(environment: ProcessEnvironment.variables)
let status = tool.run(ProcessArguments.list)
guard let code = status.code else {
  // End as SIGPIPE would have ended the process, had it not been ignored.
  signal(SIGPIPE, SIG_DFL)
  raise(SIGPIPE)
  exit(1)
}
exit(code)
