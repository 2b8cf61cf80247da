#!/usr/bin/env bash
# Fuzzes one part of the program with libFuzzer and the address sanitizer (Linux, Swift 6).
#
#   Tests/Fuzz/run.sh json|template|config|reply [SECONDS [LIBFUZZER-OPTION...]]
#
# The corpus, and the inputs that failed, stay in .build-fuzz/TARGET. A failing input is run again
# with Tests/Fuzz/run.sh TARGET 0 FILE.
set -euo pipefail
# The backtracer of Swift would hang in the address sanitizer.
export SWIFT_BACKTRACE=enable=no
cd "$(dirname "$0")/../.."

target=${1:-}
seconds=${2:-60}
shift $(($# < 2 ? $# : 2))
shared=()
case $target in
json) shared=(Tests/JSONTests/{DecodedValue,DecoderDifference,Scanning}.swift) ;;
template | config | reply) ;;
*) echo "usage: Tests/Fuzz/run.sh json|template|config|reply [SECONDS [OPTION...]]" >&2; exit 2 ;;
esac

build=.build-fuzz
work=$build/$target
mkdir -p "$work/corpus" "$work/seeds"
flags=(-swift-version 6 -enable-experimental-feature Lifetimes -O -g -sanitize=fuzzer,address -parse-as-library -wmo
  -package-name segment_step -I "$build" -I Sources/CYAML -I Sources/CCrypto)

# compile MODULE OUTPUT FILE...: builds a module into .build-fuzz.
compile() {
  local module=$1 output=$2
  shift 2
  swiftc "${flags[@]}" -module-name "$module" -emit-object -o "$output" \
    -emit-module-path "$build/$module.swiftmodule" "$@"
}

for module in JSON YAML Digests Segment; do
  mapfile -t sources < <(find "Sources/$module" -name '*.swift' | sort)
  compile "$module" "$build/$module.o" "${sources[@]}"
done
compile Fuzz "$work/main.o" Tests/Fuzz/Checks.swift "Tests/Fuzz/$target.swift" "${shared[@]}"
swiftc -sanitize=fuzzer,address -use-ld=lld -o "$work/fuzz" \
  "$work/main.o" "$build"/{JSON,YAML,Digests,Segment}.o -lyaml -lcrypto

# split_lines PREFIX FILE...: every line of the files is a seed.
split_lines() {
  local prefix=$1
  shift
  cat "$@" | sed -n 1,400p | split -l 1 -a 3 -d - "$work/seeds/$prefix-"
}

case $target in
json)
  split_lines case fixtures/json/*/*.txt
  split_lines event fixtures/events.ndjson fixtures/bad-lines.ndjson
  cp fixtures/json/*/*.raw "$work/seeds"
  ;;
template)
  number=0
  while read -r config; do
    for line in 1 2 3; do
      { cat "$config"; printf '\0'; sed -n "$((number % 20 + line))p" fixtures/events.ndjson; } \
        > "$work/seeds/$number-$line"
    done
    number=$((number + 1))
  done < <(find fixtures/configs fixtures/cases -name '*.yaml' | sort)
  ;;
config)
  number=0
  while read -r config; do
    cp "$config" "$work/seeds/$number"
    number=$((number + 1))
  done < <(find fixtures/configs fixtures/cases -name '*.yaml' | sort)
  split_lines case fixtures/json/accept/*.txt
  ;;
reply)
  printf 'C{"success":true}\0id-1\0a-write-key-of-1' > "$work/seeds/accepted"
  printf 'C{\n "success" : false }\0\0a"write\\key/1' > "$work/seeds/rejected"
  printf '\247<html>a-write-key</html>\0i\0' > "$work/seeds/text"
  ;;
esac

if [ "$seconds" = 0 ]; then exec "$work/fuzz" "$@"; fi
exec "$work/fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=10 -print_final_stats=1 \
  -artifact_prefix="$work/" "$@" "$work/corpus" "$work/seeds"
