#!/bin/sh
# with.sh COMMAND…   Runs a command with the compiler, flags and programs that tools/setup.sh chose.
environment=$(dirname "$0")/../.toolchain/env.sh
if [ ! -f "$environment" ]; then
    echo "Nothing is set up yet: run sh tools/setup.sh first." >&2
    exit 1
fi
. "$environment"
exec "$@"
