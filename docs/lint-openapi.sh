#!/usr/bin/env bash
# Lints the OpenAPI documents with Redocly CLI, which is installed below target/ the first time.
# Without npm or a registry it says so and is content: the tests check the document in any case.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=2.15.0
folder=target/redocly-$version
redocly=$folder/node_modules/.bin/redocly

if ! command -v npm >/dev/null; then
  echo "OpenAPI lint skipped: there is no npm"
  exit 0
fi
if [ ! -x "$redocly" ] && ! npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" \
    "@redocly/cli@$version" >/dev/null 2>&1; then
  rm -rf "$folder"
  echo "OpenAPI lint skipped: npm could not install @redocly/cli $version"
  exit 0
fi
REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true "$redocly" lint --config docs/redocly.yaml --format=stylish \
  adapters-http/src/main/resources/openapi/openapi.yaml \
  adapters-openai/src/main/resources/openapi/openai.yaml adapters-openai/src/main/resources/openapi/anthropic.yaml
