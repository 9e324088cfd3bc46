# What the scripts beside this one share.

# Skips the store $1 with a line if one of the programs $3 and on is missing, which the Debian packages $2 bring. Else makes
# its folder, $folder, which goes away at the end, as do the processes in $servers.
begin() {
  local store=$1 packages=$2 program
  shift 2
  for program in "$@"; do
    command -v "$program" >/dev/null || {
      echo "$store: skipped, $program is not installed (Debian: $packages)" >&2
      exit 0
    }
  done
  folder=$(mktemp -d "${TMPDIR:-/tmp}/piecemeal-$store-XXXXXX")
  servers=()
  trap end EXIT
}

# They have nothing to keep.
end() {
  [ ${#servers[@]} -eq 0 ] || kill -9 "${servers[@]}" 2>/dev/null || true
  wait
  rm -rf "$folder"
}

# Prints $1 ports of 127.0.0.1 that were free a moment ago.
free_ports() {
  python3 - "$1" <<'END'
import socket
import sys

sockets = [socket.socket() for _ in range(int(sys.argv[1]))]
for each in sockets:
    each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in sockets))
END
}

# Makes the bucket of the tests and runs the command with what it needs to find it.
# $1: the port; then the command
with_bucket() {
  local port=$1
  shift
  export TEST_S3_ENDPOINT=http://127.0.0.1:$port TEST_S3_BUCKET=piecemeal-test
  python3 "$here/make-bucket.py"
  "$@"
}
