#!/bin/sh
# Fuzzes the decoder of records: sh tools/with.sh sh fuzz/run.sh [SECONDS]. It wants a C++ compiler, and no nightly Rust:
# the flags below are what cargo-fuzz would ask for, without the sanitizer, which safe code does not need.
set -eu
cd "$(dirname "$0")"
seconds=${1:-600}
host=$(rustc -vV | sed -n 's/^host: //p')
target=${FUZZ_TARGET_DIR:-target}
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-trace-compares"
RUSTFLAGS="$coverage --cfg fuzzing -Ccodegen-units=1" cargo build --locked --release --target "$host" --target-dir "$target"
mkdir -p corpus/decode
# Every text that browsers hold, to begin with.
grep -v '^#' ../tests/vectors/records.txt | cut -d ' ' -f 1 | awk 'NF { name = "corpus/decode/vector-" NR; printf "%s", $0 > name; close(name) }'
exec "$target/$host/release/decode" corpus/decode -max_total_time="$seconds" -max_len=4096 -print_final_stats=1
