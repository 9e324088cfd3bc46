#!/usr/bin/env bash
# Starts OpenStack Swift with its S3 front (s3api) in a folder that goes away with it, on free ports of 127.0.0.1, runs the
# command $@ with TEST_S3_ENDPOINT, TEST_S3_BUCKET and AWS credentials set to it, and ends with the command's exit code. Needs Debian's swift-proxy, swift-object,
# swift-container, swift-account and memcached; where they are missing, a line says so and nothing runs.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=common.sh
. "$here/common.sh"
begin swift "swift-proxy swift-object swift-container swift-account memcached" memcached swift-proxy-server swift-object-server swift-container-server swift-account-server swift-ring-builder python3 curl

read -r proxy account container object cache < <(free_ports 5)
user=$(id -un)
mkdir -p "$folder/devices/one"

cat >"$folder/swift.conf" <<END
[swift-hash]
swift_hash_path_prefix = piecemeal
swift_hash_path_suffix = tests
END

for kind in account container object; do
  (
    cd "$folder"
    swift-ring-builder "$kind.builder" create 4 1 1
    swift-ring-builder "$kind.builder" add "r1z1-127.0.0.1:${!kind}/one" 1
    swift-ring-builder "$kind.builder" rebalance
  ) >"$folder/$kind-ring.log" 2>&1 || [ -f "$folder/$kind.ring.gz" ]
  cat >"$folder/$kind-server.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${!kind}
workers = 0
user = $user
swift_dir = $folder
devices = $folder/devices
mount_check = false
# a listing has what was put before; elsewhere it may have it later
container_update_timeout = 30
conn_timeout = 5
node_timeout = 30
log_level = WARNING
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
[$kind-replicator]
END
done

cat >"$folder/proxy-server.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $proxy
workers = 0
user = $user
swift_dir = $folder
log_level = WARNING
[pipeline:main]
pipeline = catch_errors proxy-logging cache listing_formats s3api tempauth slo proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
conn_timeout = 5
node_timeout = 30
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$cache
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = not-a-secret .admin
[filter:slo]
use = egg:swift#slo
END

memcached -u "$user" -l 127.0.0.1 -p "$cache" -U 0 -m 16 >"$folder/memcached.log" 2>&1 &
servers+=($!)
for kind in account container object proxy; do
  "swift-$kind-server" "$folder/$kind-server.conf" --verbose >"$folder/$kind.log" 2>&1 &
  servers+=($!)
done

ready() { curl -s -o /dev/null --max-time 2 "http://127.0.0.1:$proxy/"; }
for _ in $(seq 1 120); do
  ready && break
  for server in "${servers[@]}"; do
    kill -0 "$server" 2>/dev/null || { cat "$folder"/*.log >&2; echo "swift: a server ended" >&2; exit 1; }
  done
  sleep 0.5
done
ready || { cat "$folder"/*.log >&2; echo "swift: not ready after a minute" >&2; exit 1; }

echo "swift: S3 on port $proxy" >&2
export AWS_ACCESS_KEY_ID=test:tester AWS_SECRET_ACCESS_KEY=not-a-secret
with_bucket "$proxy" "$@"
