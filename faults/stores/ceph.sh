#!/usr/bin/env bash
# Starts a Ceph of one node (monitor, one store of blocks, object gateway) in a folder that goes away with it, on free ports of
# 127.0.0.1, runs the command $@ with TEST_S3_ENDPOINT, TEST_S3_BUCKET and AWS credentials set to its gateway, and ends with the command's
# exit code. Needs Debian's ceph-mon, ceph-osd, ceph-common and radosgw; where they are missing, a line says so and nothing runs.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=common.sh
. "$here/common.sh"
begin ceph "ceph-mon ceph-osd ceph-common radosgw" ceph-mon ceph-osd radosgw radosgw-admin ceph monmaptool python3 curl

read -r monitor gateway < <(free_ports 2)
uuid() { python3 -c 'import uuid; print(uuid.uuid4())'; }
fsid=$(uuid)
store=$(uuid)
mkdir -p "$folder/mon" "$folder/osd" "$folder/run" "$folder/gateway"

cat >"$folder/ceph.conf" <<END
[global]
fsid = $fsid
mon_host = v1:127.0.0.1:$monitor
ms_bind_msgr2 = false
public_network = 127.0.0.0/8
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
run_dir = $folder/run
admin_socket = $folder/run/\$name.\$pid.asok
log_file = $folder/\$name.log
log_to_syslog = false
mon_data = $folder/mon
osd_data = $folder/osd
osd_objectstore = bluestore
bluestore_block_size = 8589934592
osd_memory_target = 1073741824
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
rgw_data = $folder/gateway
rgw_frontends = beast endpoint=127.0.0.1:$gateway
rgw_enable_apis = s3, admin
END

ceph() { command ceph -c "$folder/ceph.conf" --connect-timeout 60 "$@"; }
start() {
  "$@" -c "$folder/ceph.conf" -f >"$folder/$1.out" 2>&1 &
  servers+=($!)
}
failed() {
  tail -n 30 "$folder"/*.out "$folder"/*.log >&2
  echo "ceph: $1" >&2
  exit 1
}

monmaptool --create --fsid "$fsid" --addv a "v1:127.0.0.1:$monitor" "$folder/monmap" >"$folder/monmap.out" 2>&1
ceph-mon -i a --mkfs --monmap "$folder/monmap" -c "$folder/ceph.conf" >"$folder/mkfs.out" 2>&1 || failed "no monitor"
start ceph-mon -i a
ceph osd new "$store" >"$folder/new.out" 2>&1 || failed "the monitor knows no store"
ceph-osd -i 0 --mkfs --osd-uuid "$store" -c "$folder/ceph.conf" >>"$folder/mkfs.out" 2>&1 || failed "no store"
# One that asks before it knows the monitor's cluster is refused ("wrong fsid"), and ends.
for _ in $(seq 1 60); do
  kill -0 "${servers[-1]}" 2>/dev/null && [ ${#servers[@]} -gt 1 ] || start ceph-osd -i 0
  ceph osd stat 2>/dev/null | grep -q '1 up' && break
  sleep 1
done
timeout 120 radosgw-admin -c "$folder/ceph.conf" user create --uid=test --display-name=test --access-key=test --secret-key=not-a-secret \
  >"$folder/user.out" 2>&1 || failed "no user"
start radosgw -n client.rgw

ready() { curl -s -o /dev/null --max-time 2 "http://127.0.0.1:$gateway/"; }
for _ in $(seq 1 240); do
  ready && break
  for server in "${servers[@]}"; do kill -0 "$server" 2>/dev/null || failed "a server ended"; done
  sleep 0.5
done
ready || failed "not ready after two minutes"

echo "ceph: S3 on port $gateway" >&2
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=not-a-secret
with_bucket "$gateway" "$@"
