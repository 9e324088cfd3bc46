#!/usr/bin/env python3
"""Uploads a file to Piecemeal in chunks, survives a server that goes away, and checks what arrived.

Usage: PIECEMEAL_KEY=... upload.py FILE [BASE_URL]

BASE_URL is http://127.0.0.1:8080 by default; its scheme and its path are used as they are. For https, SSL_CERT_FILE
names the certificates to trust where the system's are not enough.

Needs nothing but Python 3.8 or later. A chunk carries its offset, so sending it again after a lost answer stores
nothing twice; after any failure the file's size says where to go on.
"""
import base64
import hashlib
import http.client
import json
import os
import ssl
import sys
import time
import urllib.parse
import uuid

PATIENCE_SECONDS = 60
LONGEST_PAUSE_SECONDS = 30
BLOCK = 1024 * 1024


class Client:
    def __init__(self, base_url, key):
        base = urllib.parse.urlsplit(base_url)
        if base.scheme not in ("http", "https") or not base.hostname:
            sys.exit(f"not an http or https URL: {base_url}")
        self.host, self.port = base.hostname, base.port
        self.tls = ssl.create_default_context() if base.scheme == "https" else None
        self.prefix = base.path.rstrip("/")
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.connection = None

    def connect(self):
        if self.tls is None:
            return http.client.HTTPConnection(self.host, self.port, timeout=30)
        return http.client.HTTPSConnection(self.host, self.port, timeout=30, context=self.tls)

    def request(self, method, path, body=None, more_headers=None):
        """Sends a request; the connection is kept for the next."""
        if self.connection is None:
            self.connection = self.connect()
        payload = None if body is None else json.dumps(body)
        self.connection.request(method, self.prefix + path, payload, {**self.headers, **(more_headers or {})})
        return self.connection.getresponse()

    def drop(self):
        self.connection.close()
        self.connection = None

    def patiently(self, method, path, body=None, more_headers=None):
        """Tries again while the server is away or asks for it; only for calls that are safe to repeat."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            pause = 0.2
            try:
                response = self.request(method, path, body, more_headers)
                answer = response.read()
                if response.status != 429 and response.status < 500:
                    return response.status, json.loads(answer)
                failure = f"{response.status} {answer.decode(errors='replace')}"
                pause = pause_asked_for(response.getheader("Retry-After"), pause)
            except ssl.SSLCertVerificationError as e:
                sys.exit(f"the server's certificate is not trusted: {e}")
            except (OSError, http.client.HTTPException) as e:
                self.drop()
                failure = repr(e)
            if time.monotonic() + pause > deadline:
                sys.exit(f"gave up: {failure}")
            time.sleep(pause)


def pause_asked_for(retry_after, otherwise):
    """The seconds that an answer asks for; a date, which the service never sends, is not read."""
    if retry_after is None or not retry_after.strip().isdigit():
        return otherwise
    return min(max(int(retry_after), otherwise), LONGEST_PAUSE_SECONDS)


def expect(answer, *statuses):
    status, body = answer
    if status not in statuses:
        sys.exit(f"unexpected answer {status}: {body}")
    return body


def digest_of(source):
    digest = hashlib.sha256()
    source.seek(0)
    for block in iter(lambda: source.read(BLOCK), b""):
        digest.update(block)
    return digest.hexdigest()


def upload(client, source):
    name = os.path.basename(source.name)
    chunk_size = expect(client.patiently("GET", "/limits"), 200)["recommended_chunk_bytes"]
    # Opening twice would leave an empty session behind; with this key the second attempt finds the first.
    once = {"Idempotency-Key": str(uuid.uuid4())}
    file = expect(client.patiently("POST", "/uploads", {"filename": name}, once), 201)
    path = f"/uploads/{file['file_id']}"
    print("file_id", file["file_id"], flush=True)
    size = 0
    while True:
        source.seek(size)
        chunk = source.read(chunk_size)
        if not chunk:
            break
        body = {"offset": size, "data": base64.b64encode(chunk).decode()}
        answer = expect(client.patiently("PUT", path, body), 200)
        # A chunk that was there already is answered with the size of the file, which may be further on.
        size = answer["size"]
        print("size", size, flush=True)
    return expect(client.patiently("POST", path + "/complete", {"size": size, "sha256": digest_of(source)}), 200)


def download(client, file):
    """The digest of what the service gives back, read in blocks."""
    response = client.request("GET", f"/files/{file['file_id']}/content")
    digest = hashlib.sha256()
    for block in iter(lambda: response.read(BLOCK), b""):
        digest.update(block)
    if response.status != 200:
        sys.exit(f"download failed: {response.status}")
    return digest.hexdigest()


def main():
    if len(sys.argv) < 2 or "PIECEMEAL_KEY" not in os.environ:
        sys.exit(__doc__)
    base_url = sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:8080"
    client = Client(base_url, os.environ["PIECEMEAL_KEY"])
    with open(sys.argv[1], "rb") as source:
        file = upload(client, source)
    if download(client, file) != file["sha256"]:
        sys.exit("the download has another digest")
    print("ok", file["size"], file["sha256"])


if __name__ == "__main__":
    main()
