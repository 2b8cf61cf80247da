#!/usr/bin/env bash
# Usage: Tests/with-libcurl.sh DIRECTORY|LIBCURL.SO [FILTER]
#
# Runs the end-to-end tests (or those that FILTER matches) against another libcurl than the system's:
# DIRECTORY holds a libcurl.so.4, or the file is one. Prints first which file the built binary then
# loads and which version that reports. The tests must have been built: swift build --build-tests.
#
# Only the programs that the tests start get the library, not swift itself. A libcurl without
# Debian's symbol versions makes the loader warn on standard error, which tests of it then see.
#
# Needs python3, to ask the library. SEGMENT_STEP names another binary than .build/debug/segment-step
# for that question.
set -euo pipefail

fail() {
  echo "with-libcurl: $*" >&2
  exit 2
}

[ $# = 1 ] || [ $# = 2 ] || fail "expected DIRECTORY or LIBCURL.SO, and at most a filter behind it"
[ -e "$1" ] || fail "$1 does not exist; name a directory with libcurl.so.4, or that file"
given=$(realpath "$1")
filter=${2:-EndToEndTests}
cd "$(dirname "$0")/.."
binary=${SEGMENT_STEP:-.build/debug/segment-step}
[ -x "$binary" ] || fail "$binary is missing: swift build --build-tests"

libraries=$(mktemp -d)
trap 'rm -rf "$libraries"' EXIT
[ ! -d "$given" ] || given=$given/libcurl.so.4
[ -f "$given" ] || fail "$given is missing; name a directory with libcurl.so.4, or that file"
ln -s "$(realpath "$given")" "$libraries/libcurl.so.4"

loaded=$(LD_LIBRARY_PATH=$libraries ldd "$binary" | awk '$1 == "libcurl.so.4" { print $3 }')
[ "$loaded" = "$libraries/libcurl.so.4" ] ||
  fail "$binary loads ${loaded:-no libcurl.so.4} instead of $given"
version=$(LD_LIBRARY_PATH=$libraries python3 -c '
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
library.curl_version.restype = ctypes.c_char_p
print(library.curl_version().decode())' "$loaded") || fail "$given cannot be asked for its version"
echo "== $(realpath "$given"): $version"

SEGMENT_STEP_TEST_LIBRARIES=$libraries swift test --skip-build --filter "$filter"
