#!/usr/bin/env bash
# Usage: Tests/soak.sh [EVENTS]
#
# Sends EVENTS events (1000000) to the sandbox while it misbehaves in every way at once, runs
# `--retry-failed` over the results until each event is delivered, and checks the books after each
# run: every line there once, in order, unchanged but for its result; the counts of the summary; the
# memory and the descriptors that were in use. Prints the figures and exits 0 if all of it is right.
#
# Needs jq. SEGMENT_STEP names another binary than .build/release/segment-step.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

events=${1:-1000000}
binary=${SEGMENT_STEP:-.build/release/segment-step}
concurrency=64
retries=1
memory_limit=$((64 * 1024)) # in KiB, the sandbox included
# Both ends of each connection are in the one process; one in ten may be about to close.
descriptor_limit=$((2 * concurrency * 11 / 10 + 32))
round_limit=20
faults=503:0.05,429:0.01:0,429:0.00002:1,reset:0.02,garbage:0.005,hang:0.00005,delay:1

[ -x "$binary" ] || {
  echo "soak: $binary is missing: swift build -c release --product segment-step" >&2
  exit 2
}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

fail() {
  echo "soak: $*" >&2
  exit 1
}

# Events with what must come through untouched: spacing, spelling of numbers, escapes, duplicate keys.
generate() {
  awk -v n="$events" 'BEGIN {
    for (i = 1; i <= n; i++) {
      text = i % 7 ? "plain" : "caf\\u00e9 \303\251 \\\"x\\\" }"
      space = i % 3 ? "" : " "
      printf "{\"id\":%d,%s\"user\":{\"id\":\"u%d\"},\"total\":%d.10,\"big\":1234567890123456789%d,",
        i, space, i % 1000, i % 500, i
      printf "\"text\":\"%s\",\"list\":[%d,%s{\"k\":1e3}],\"k\":1,\"k\":2%s}\n",
        text, i, space, space
    }
  }'
}

# Runs the binary and watches it: round, input, output.
run() {
  local step=(
    -s write_key=soak -s operation=track -s 'user_id=${user.id}' -s event=Soak
    -s 'message_id=soak-${id}' -s 'properties.total=${total}' -s 'properties.list=${list}'
    -s "retries=$retries" -s timeout=1
  )
  "$binary" --sandbox="$faults,seed:$1" -j "$concurrency" -q --retry-failed \
    --summary-file "$directory/summary" "${step[@]}" < "$2" > "$3" &
  local process=$! count
  descriptors=0 memory=0
  while [ -d "/proc/$process/fd" ] && kill -0 "$process" 2> /dev/null; do
    count=$(ls "/proc/$process/fd" 2> /dev/null | wc -l)
    [ "$count" -le "$descriptors" ] || descriptors=$count
    count=$(awk '/^VmHWM:/ { print $2 }' "/proc/$process/status" 2> /dev/null || true)
    [ "${count:-0}" -le "$memory" ] || memory=$count
    sleep 0.1
  done
  wait "$process" || fail "round $1 ended with status $?"
}

# Compares an output with its input, line by line, and prints how many events failed, and the attempts
# made: input, output. A delivered event keeps its whole line; another one keeps all before its
# result. libcurl may send each attempt up to six times, over connections that break under it.
compare() {
  awk -v results="$2" -v attempts_limit=$((6 * (retries + 1))) -v mark=',"segment":{"success":' '
    function wrong(what) {
      print "line " NR ": " what > "/dev/stderr"
      broken = 1
      exit 1
    }
    {
      if ((getline result < results) != 1) wrong("no result")
      start = index($0, mark)
      if (start && substr($0, start + length(mark), 4) == "true") {
        if (result != $0) wrong("a delivered event was changed")
        next
      }
      match($0, / *}$/)
      event = substr($0, 1, (start ? start : RSTART) - 1)
      tail = "}" substr($0, RSTART)
      if (index(result, event mark) != 1) wrong("the event was changed")
      if (substr(result, length(result) - length(tail) + 1) != tail) wrong("the end was changed")
      rest = substr(result, length(event mark) + 1)
      if (index(rest, "\"message_id\":\"soak-" NR "\",") == 0) wrong("another message id")
      if (!match(rest, /"attempts":[0-9]+/)) wrong("no attempts")
      attempts = substr(rest, RSTART + 11, RLENGTH - 11) + 0
      if (attempts < 1 || attempts > attempts_limit) wrong(attempts " attempts")
      total += attempts
      if (rest ~ /^false,/) failed++
      else if (rest !~ /^true,/) wrong("neither success nor failure")
    }
    END {
      if (broken) exit 1
      if ((getline result < results) == 1) wrong("a result too many")
      print failed + 0, total + 0
    }' "$1"
}

# Reads an output as JSON, which must hold each id once and in order, and the failures counted.
check_json() {
  jq -n --argjson events "$events" --argjson failed "$2" '
    reduce inputs as $event ({next: 1, failed: 0};
      if $event.id != .next then error("expected id \(.next), found \($event.id)") else . end
      | .next += 1
      | if $event.segment.success == true then .
        elif $event.segment.error.retryable == true then .failed += 1
        else error("id \($event.id): \($event.segment)") end)
    | if .next == $events + 1 and .failed == $failed then empty else error("miscounted: \(.)") end
  ' "$1"
}

# The summary must tell the same: failed before, failed after, attempts.
check_summary() {
  jq -e --argjson events "$events" --argjson before "$1" --argjson after "$2" \
    --argjson attempts "$3" '
    .lines == $events and .failed == $after and .delivered == $before - $after
    and .unchanged == $events - $before and .calls == $attempts
  ' "$directory/summary" > /dev/null || fail "the summary miscounts: $(cat "$directory/summary")"
}

generate > "$directory/0"
before=$events
for ((round = 1; before > 0; round++)); do
  [ "$round" -le "$round_limit" ] || fail "$before events failed in every round"
  started=$(date +%s.%N)
  run "$round" "$directory/$((round - 1))" "$directory/$round"
  seconds=$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')
  books=$(compare "$directory/$((round - 1))" "$directory/$round") || fail "round $round"
  read -r failed attempts <<< "$books"
  check_json "$directory/$round" "$failed" || fail "round $round"
  check_summary "$before" "$failed" "$attempts"
  [ "$memory" -le "$memory_limit" ] || fail "round $round held $memory KiB"
  [ "$descriptors" -le "$descriptor_limit" ] || fail "round $round had $descriptors descriptors"
  echo "round $round: $before sent, $((before - failed)) delivered, $failed failed," \
    "$(jq .calls "$directory/summary") calls, $seconds s, at most $memory KiB and" \
    "$descriptors descriptors"
  jq -r '.failures | to_entries | map("  \(.key): \(.value)") | .[]' "$directory/summary"
  rm "$directory/$((round - 1))"
  before=$failed
done
echo "all $events events are delivered"
