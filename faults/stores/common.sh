# What the scripts beside this one share.

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
