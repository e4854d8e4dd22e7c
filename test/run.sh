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

echo '==> lint' && npm run --silent lint
echo '==> types' && npm run --silent typecheck
echo '==> build' && npm run --silent build

report="$(mktemp)"
trap 'rm -f "$report"' EXIT
failed=0
NODE_OPTIONS="--experimental-vm-modules --disable-warning=ExperimentalWarning" timeout 2700 \
  npx jest --ci --maxWorkers=2 --json --outputFile="$report" "$@" >/dev/null || failed=$?
node -e '
  const report = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8") || "{}");
  const skipped = report.numPendingTests ? `, ${report.numPendingTests} skipped` : "";
  console.log(`${report.numPassedTests ?? 0} passed, ${report.numFailedTests ?? 0} failed${skipped}`);
' "$report"
exit "$failed"
