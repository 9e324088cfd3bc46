#!/usr/bin/env bash
# Makes the situations that the questions of docs/operations.md ask about.
# URL has the service, LIMITED one with few requests, bytes and connections, FULL one that wants more room than there is; DATA and
# FULL_DATA have the data of the first and the last, KEY a key of all.
set -euo pipefail
auth="Authorization: Bearer $KEY" json='Content-Type: application/json'
call() { curl -sS -H "$auth" -H "$json" "$@"; echo; }
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
open() { call "$URL/uploads" -d '{"filename": "a.txt"}' | member file_id; }
tool() { call "$URL/mcp" -H 'Accept: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"'"$1"'","arguments":'"$2"'}}'; }

# Chunks by all ways in, one of them twice, and enough for compaction.
id=$(open)
for offset in 0 0 6 12 18; do
  call -X PUT "$URL/uploads/$id" -d '{"data": "SGVsbG8s", "offset": '$offset'}' -H 'X-Request-Id: asked-for' -H "traceparent: 00-$TRACE-00f067aa0ba902b7-01"
done
call -X POST "$URL/uploads/$id/complete" -d '{}'
head -c 1000000 /dev/zero >large
file=$(curl -sS -H "$auth" -F file=@large "$URL/files" | member file_id)
ticket=$(call -X POST "$URL/uploads/$(open)/ticket" -d '{}' | member url)
curl -sS -T large "$ticket"
tool upload_text '{"filename":"a.txt","text":"Hello"}'
tool upload_status '{"file_id":"none"}'

# A sender that is slow, one that goes away, and a key of another service.
{ printf '{"data": "'; head -c 90000 large | base64 -w 0; printf '"}'; } >body
call -X PUT "$URL/uploads/$(open)" --limit-rate 60k -d @body
call -X PUT "$URL/uploads/$(open)" --limit-rate 10k --max-time 2 -d @body || true
foreign=$(PIECEMEAL_DATA_DIR=$FULL_DATA ./piecemeal keys create)
curl -sS "$URL/files" -H "Authorization: Bearer $foreign"

# Bytes that a key may not delete, bytes that are deleted, bytes that are damaged, and bytes that a crash left.
reader=$(./piecemeal keys create --scopes read)
curl -sS -X DELETE "$URL/files/$file" -H "Authorization: Bearer $reader"
call -X DELETE "$URL/files/$file"
damaged=$(curl -sS -H "$auth" -F file=@large "$URL/files" | member file_id)
find "$DATA/objects" -type f -size +900k -newer body -exec sh -c 'printf x | dd of="$1" conv=notrunc status=none' sh {} \;
call "$URL/files/$damaged/content" -o /dev/null || true
orphan=0123456789ab7cdef0123456789abcde
mkdir -p "$DATA/objects/${orphan:30}"
echo nothing >"$DATA/objects/${orphan:30}/$orphan"
touch -d '2 hours ago' "$DATA/objects/${orphan:30}/$orphan"

# More connections, bytes and requests than there may be.
id=$(call "$LIMITED/uploads" -d '{"filename": "a.txt"}' | member file_id)
call -X PUT "$LIMITED/uploads/$id" -d @body
for n in {1..30}; do call "$LIMITED/limits" -o /dev/null; done
address=${LIMITED#http://}
for n in {10..40}; do eval "exec $n<>/dev/tcp/${address/:/\/}"; done
# Answered, or closed for another one.
call "$LIMITED/limits" || true

# A disk without room, and a database that says nothing: with one that is gone, a service that runs it ends.
call "$FULL/uploads" -d '{"filename": "a.txt"}'
postmaster=$(head -1 "$(find "$FULL_DATA/postgres" -name postmaster.pid)")
kill -STOP "$postmaster"
pkill -STOP -P "$postmaster"
call "$FULL/files"
