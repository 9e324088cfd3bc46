#!/bin/bash
# Runs where systemd is the first process: installs the package, and does with its unit what an operator does. Each line that
# it prints is a fact that UnitIT looks at.
set -euo pipefail
url=http://127.0.0.1:8080
ready() { curl -sf --retry 120 --retry-delay 1 --retry-all-errors "$url/health/ready" >/dev/null; }
of_unit() { systemctl show --value -p "$1" piecemeal.service; }
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*).*/\1/p"; }

dpkg --install --force-confnew /trial/piecemeal.deb >/trial/dpkg.log 2>&1
echo "installed: $(of_unit ActiveState)"
systemctl start piecemeal.service
ready
pid=$(of_unit MainPID)
echo "user: $(ps -o user= -p "$pid")"
echo "capabilities: $(sed -nE 's/CapEff:\s*//p' "/proc/$pid/status")"
echo "seccomp: $(sed -nE 's/Seccomp:\s*//p' "/proc/$pid/status")"

key=$(piecemeal keys create operator --json | field key)
api() { curl -sS -H "Authorization: Bearer $key" -H 'Content-Type: application/json' "$@"; }
id=$(api "$url/uploads" -d '{"filename":"a.txt"}' | field file_id)
api -X PUT "$url/uploads/$id" -d '{"data":"aGVsbG8="}' >/trial/append.json

kill -KILL "$pid"
# As systemd waits for before it starts another.
until [ "$(of_unit NRestarts)" = 1 ]; do sleep 0.2; done
ready
echo "after kill -9: $(of_unit ActiveState), restarts $(of_unit NRestarts), content $(api "$url/files/$id/content")"

systemctl stop piecemeal.service
echo "stopped: $(of_unit ActiveState), $(of_unit Result), exit code $(of_unit ExecMainStatus)"
echo "left: $(pgrep -u piecemeal | wc -l) processes"

echo PIECEMEAL_PORT=none >>/etc/piecemeal/piecemeal.env
systemctl start piecemeal.service || true
until [ "$(of_unit ActiveState)" = failed ]; do sleep 0.2; done
echo "wrong setting: exit code $(of_unit ExecMainStatus), $(journalctl -u piecemeal.service -o cat --no-pager | grep -c PIECEMEAL_PORT) lines name it"
echo done
