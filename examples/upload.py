#!/usr/bin/env python3
"""Uploads a file to Piecemeal in chunks, survives a server that goes away, and checks what arrived.

Usage: PIECEMEAL_KEY=... upload.py FILE [BASE_URL]

BASE_URL is that of the environment (PIECEMEAL_URL), or else http://127.0.0.1:8080; its scheme and its path are used as
they are. For https, SSL_CERT_FILE names the certificates to trust where the system's are not enough.

Needs nothing but Python 3.8 or later. A chunk carries its offset, so sending it again after a lost answer stores
nothing twice; after any failure the file's size says where to go on. Where a proxy takes no body of a chunk's size,
chunks get smaller. A download that breaks goes on behind the bytes that came.
"""
import base64
import hashlib
import http.client
import json
import os
import random
import ssl
import sys
import time
import urllib.parse
import uuid

PATIENCE_SECONDS = 60
TIMEOUT_SECONDS = 30
FIRST_PAUSE_SECONDS = 0.4
LONGEST_PAUSE_SECONDS = 10
SMALLEST_CHUNK = 64 * 1024
BLOCK = 1024 * 1024
# What may be tried again where the answer does not say: a proxy's errors.
PASSING = (408, 425, 429, 500, 502, 503, 504)


class Failure(Exception):
    """What the service refused, by the code of its API; or "network", or "http-" and a status without a code."""

    def __init__(self, message, code, status=0, retryable=False, pause=None, facts=None):
        super().__init__(message)
        self.code, self.status, self.retryable, self.pause = code, status, retryable, pause
        self.facts = facts or {}

    def left_open(self):
        """Whether the request may have done what it was to do."""
        return self.code in ("network", "bad-answer", "outcome-unknown")


class Client:
    def __init__(self, base_url, key, patience=PATIENCE_SECONDS, timeout=TIMEOUT_SECONDS, first_pause=FIRST_PAUSE_SECONDS):
        base = urllib.parse.urlsplit(base_url)
        if base.scheme not in ("http", "https") or not base.hostname:
            sys.exit(f"not an http or https URL: {base_url}")
        self.scheme, self.host, self.port = base.scheme, base.hostname, base.port
        self.tls = ssl.create_default_context() if base.scheme == "https" else None
        self.prefix = base.path.rstrip("/")
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.patience, self.timeout, self.first_pause = patience, timeout, first_pause
        self.connection = None

    def connect(self):
        if self.tls is None:
            return http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
        return http.client.HTTPSConnection(self.host, self.port, timeout=self.timeout, context=self.tls)

    def open(self, method, path, body=None, more_headers=None):
        """Sends a request; the connection is kept for the next. A failure of the way is told as one."""
        try:
            if self.connection is None:
                self.connection = self.connect()
            payload = None if body is None else json.dumps(body)
            self.connection.request(method, self.prefix + path, payload, {**self.headers, **(more_headers or {})})
            return self.connection.getresponse()
        except (OSError, http.client.HTTPException) as e:
            raise self.broken(e) from e

    def read(self, response, count=None):
        try:
            return response.read() if count is None else response.read(count)
        except (OSError, http.client.HTTPException) as e:
            raise self.broken(e) from e

    def broken(self, cause):
        self.drop()
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failure(f"the server's certificate is not trusted: {cause}", "certificate")
        return Failure(f"no answer from {self.host}:{self.port or self.scheme}: {cause!r}", "network", retryable=True)

    def drop(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def once(self, method, path, body=None, more_headers=None):
        """A call whose answer is JSON."""
        response = self.open(method, path, body, more_headers)
        answer = self.read(response)
        if response.status >= 400:
            raise failure_of(response, answer)
        return json_of(answer, response.status)

    def patiently(self, attempt):
        """Tries until it succeeds or fails for good; each attempt is told how the last one failed."""
        deadline = time.monotonic() + self.patience
        last, longest = None, self.first_pause
        while True:
            try:
                return attempt(last)
            except Failure as e:
                last = e
                # Whoever failed together does not come back together.
                pause = random.uniform(0, longest) if e.pause is None else e.pause
                if not (e.retryable or e.left_open()) or time.monotonic() + pause > deadline:
                    raise
            longest = min(2 * longest, LONGEST_PAUSE_SECONDS)
            time.sleep(pause)

    def call(self, method, path, body=None, more_headers=None):
        """A call that is safe to repeat."""
        return self.patiently(lambda last: self.once(method, path, body, more_headers))


def json_of(answer, status):
    try:
        return json.loads(answer)
    except ValueError as e:
        raise Failure(f"{status} but no JSON: something else answers", "bad-answer", status, retryable=True) from e


def failure_of(response, answer):
    try:
        facts = json.loads(answer)
    except ValueError:
        facts = {}
    status, code = response.status, facts.get("code")
    retryable = status in PASSING if code is None else facts.get("retryable", False)
    after = response.getheader("Retry-After", "").strip()
    # A date, which the service never sends, is not read.
    pause = int(after) if after.isdigit() else None
    message = facts.get("detail") or f"status {status} without a reason"
    return Failure(f"{message} ({code or status})", code or f"http-{status}", status, retryable, pause, facts)


class ChunkSize:
    """How many bytes a chunk has: fewer where the way to the service lets no more through."""

    def __init__(self, most):
        self.bytes = most

    def shrink(self, most=None):
        """Says whether there is a smaller one."""
        smaller = most if most and most < self.bytes else max(self.bytes // 2, SMALLEST_CHUNK)
        shrunk, self.bytes = smaller < self.bytes, min(smaller, self.bytes)
        return shrunk


def append(client, file_id, offset, chunk, chunk_size):
    """Appends the chunk, or a beginning of it, and returns the size of the file."""
    breaks = 0

    def attempt(last):
        nonlocal breaks
        if last is not None and last.left_open():
            # The answer may be all that was lost.
            size = client.once("GET", f"/files/{file_id}")["size"]
            if offset < size <= offset + len(chunk):
                return size
            breaks += 1
        if last is not None and (last.status == 408 or breaks == 2):
            breaks = 0
            chunk_size.shrink()
        body = {"offset": offset, "data": base64.b64encode(chunk[:chunk_size.bytes]).decode()}
        try:
            # A chunk that was there already is answered with the size of the file, which may be further on.
            return client.once("PUT", f"/uploads/{file_id}", body)["size"]
        except Failure as e:
            too_large = e.status == 413 and e.code != "file-too-large"
            if too_large and chunk_size.shrink(e.facts.get("max_chunk_bytes")):
                e.retryable, e.pause = True, 0
            raise

    return client.patiently(attempt)


def digest_of(source):
    digest = hashlib.sha256()
    source.seek(0)
    for block in iter(lambda: source.read(BLOCK), b""):
        digest.update(block)
    return digest.hexdigest()


def upload(client, source, name, chunk_bytes=None):
    chunk_size = ChunkSize(chunk_bytes or client.call("GET", "/limits")["recommended_chunk_bytes"])
    # Opening twice would leave an empty session behind; with this key the second attempt finds the first.
    once = {"Idempotency-Key": str(uuid.uuid4())}
    file_id = client.call("POST", "/uploads", {"filename": name}, once)["file_id"]
    print("file_id", file_id, flush=True)
    size = 0
    while True:
        source.seek(size)
        chunk = source.read(chunk_size.bytes)
        if not chunk:
            break
        size = append(client, file_id, size, chunk, chunk_size)
        print("size", size, flush=True)
    return client.call("POST", f"/uploads/{file_id}/complete", {"size": size, "sha256": digest_of(source)})


def download(client, file, sink):
    """Writes what the service gives back of a complete file to the sink, and checks that it is the file."""
    if file["status"] != "complete":
        raise Failure(f"the upload is not complete: {file['size']} bytes so far", "file-incomplete")
    digest = hashlib.sha256()
    received, tag = 0, None

    def attempt(last):
        nonlocal received, tag
        # Behind what came, of the same content.
        headers = {"Range": f"bytes={received}-", "If-Match": tag} if received else {}
        response = client.open("GET", f"/files/{file['file_id']}/content", None, headers)
        if response.status >= 400:
            raise failure_of(response, client.read(response))
        if received and response.status != 206:
            client.drop()
            raise Failure(f"wanted the rest, got status {response.status}", "bad-answer")
        tag = response.getheader("ETag")
        for block in iter(lambda: client.read(response, BLOCK), b""):
            digest.update(block)
            sink.write(block)
            received += len(block)
        if received < file["size"]:
            client.drop()
            raise Failure(f"the content ended after {received} of {file['size']} bytes", "network", retryable=True)

    before = -1
    while received < file["size"] and received > before or before < 0:
        before = received
        try:
            client.patiently(attempt)
        except Failure as e:
            # Some bytes came: the next ones get patience of their own.
            if not e.retryable or received == before:
                raise
    if digest.hexdigest() != file["sha256"]:
        raise Failure("the download has another digest", "checksum-mismatch")


class Nowhere:
    def write(self, block):
        pass


def main():
    if any(argument in ("-h", "--help") for argument in sys.argv[1:]):
        print(__doc__)
        return
    if len(sys.argv) < 2 or "PIECEMEAL_KEY" not in os.environ:
        sys.exit(__doc__)
    base_url = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("PIECEMEAL_URL") or "http://127.0.0.1:8080"
    client = Client(base_url, os.environ["PIECEMEAL_KEY"])
    try:
        source = open(sys.argv[1], "rb")
    except OSError as e:
        sys.exit(f"cannot read {sys.argv[1]}: {e.strerror}")
    try:
        with source:
            file = upload(client, source, os.path.basename(sys.argv[1]))
        download(client, file, Nowhere())
    except Failure as e:
        sys.exit(f"failed: {e}")
    print("ok", file["size"], file["sha256"])


if __name__ == "__main__":
    main()
