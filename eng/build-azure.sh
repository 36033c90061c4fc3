#!/usr/bin/env bash
# Restores, builds, tests and publishes the azure flavour: the function app against Microsoft's worker packages.
# Where the configured feeds do not carry a package it says which one, in one line, and ends with 0: the local flavour
# stands on its own. Every other failure is a failure.
#
#   eng/build-azure.sh [OUTPUT]     OUTPUT: folder of the published app, default artifacts/azure
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "${1:-}" in
  -h | --help)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
    ;;
esac

output="${1:-artifacts/azure}"
app=functions/App/App.csproj
log="$(mktemp)"
trap 'rm -f "$log"' EXIT

if ! dotnet restore "$app" -p:FunctionsHost=azure --nologo >"$log" 2>&1; then
  # NU1101: no such package; NU1102/NU1103: no such version; NU1603 as error: only another version is served.
  missing="$(grep -oE "NU110[123]: Unable to find[^.]*package '?[A-Za-z0-9.]+|NU1603: [^ ]+ (depends|[^ ]+ depends) on [A-Za-z0-9.]+" "$log" |
    grep -oE "[A-Za-z0-9.]+$" | sed 's/\.$//' | sort -u | head -n 1)"
  if [ -n "$missing" ]; then
    echo "azure flavour: not built, the configured package feeds do not carry $missing."
    exit 0
  fi
  cat "$log" >&2
  echo "azure flavour: restore failed." >&2
  exit 1
fi

# A step's output is shown only when it fails.
run() {
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    echo "azure flavour: failed: $*" >&2
    exit 1
  fi
}

run dotnet build "$app" -p:FunctionsHost=azure --no-restore --nologo -c Release
run dotnet test --project tests/Capabilities/Capabilities.Tests.csproj -p:FunctionsHost=azure -c Release
run dotnet publish "$app" -p:FunctionsHost=azure --no-restore --nologo -c Release -o "$output"
for part in host.json XbFunctions.App.dll worker.config.json models; do
  if [ ! -e "$output/$part" ]; then
    echo "azure flavour: the published app lacks $part." >&2
    exit 1
  fi
done
echo "azure flavour: built, tested and published to $output."
