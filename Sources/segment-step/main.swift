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
guard let code = status.code else { ProcessSignals.endByBrokenPipe() }
exit(code)
