#!/usr/bin/env python3
"""Uploads a file to Piecemeal in chunks, survives a server that goes away, and checks what arrived.

Usage: PIECEMEAL_KEY=... upload.py FILE [BASE_URL]

Needs nothing but Python 3. A chunk carries its offset, so sending it again after a lost answer stores
nothing twice; after any failure the file's size says where to go on.
"""
import base64
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.parse

CHUNK = 5 * 1024 * 1024
PATIENCE_SECONDS = 60


class Client:
    def __init__(self, base_url, key):
        self.address = urllib.parse.urlsplit(base_url).netloc
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.connection = None

    def call(self, method, path, body=None):
        """One request; the connection is kept for the next."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.address, timeout=30)
        try:
            payload = None if body is None else json.dumps(body)
            self.connection.request(method, path, payload, self.headers)
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise

    def patiently(self, method, path, body=None):
        """Tries again while the server is away or asks for it; only for calls that are safe to repeat."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                status, answer = self.call(method, path, body)
                if status < 500:
                    return status, json.loads(answer)
                failure = f"{status} {answer.decode(errors='replace')}"
            except (OSError, http.client.HTTPException) as e:
                failure = repr(e)
            if time.monotonic() > deadline:
                sys.exit(f"gave up: {failure}")
            time.sleep(0.2)


def expect(answer, *statuses):
    status, body = answer
    if status not in statuses:
        sys.exit(f"unexpected answer {status}: {body}")
    return body


def upload(client, source):
    name = os.path.basename(source.name)
    file = expect(client.patiently("POST", "/uploads", {"filename": name}), 201)
    path = f"/uploads/{file['file_id']}"
    print("file_id", file["file_id"], flush=True)
    size = 0
    while True:
        source.seek(size)
        chunk = source.read(CHUNK)
        if not chunk:
            break
        body = {"offset": size, "data": base64.b64encode(chunk).decode()}
        answer = expect(client.patiently("PUT", path, body), 200, 409)
        size = answer["current_size"] if "current_size" in answer else answer["size"]
        print("size", size, flush=True)
    source.seek(0)
    digest = hashlib.file_digest(source, "sha256").hexdigest()
    return expect(client.patiently("POST", path + "/complete", {"size": size, "sha256": digest}), 200)


def download(client, file):
    status, content = client.call("GET", f"/files/{file['file_id']}/content")
    if status != 200:
        sys.exit(f"download failed: {status}")
    return hashlib.sha256(content).hexdigest()


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


main()
