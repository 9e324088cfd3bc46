"""Uploads by tuspy, unchanged, with a checksum for each chunk."""
import hashlib, io, os, urllib.request
from tusclient import client

base = os.environ["PIECEMEAL_TEST_URL"]
auth = {"Authorization": "Bearer " + os.environ["PIECEMEAL_TEST_KEY"]}
content = os.urandom(3_456_789)
uploads = client.TusClient(base + "/tus", headers=auth)
uploader = uploads.uploader(
    file_stream=io.BytesIO(content), chunk_size=1_000_000, metadata={"filename": "report.bin"}, upload_checksum=True
)
uploader.upload_chunk()
again = uploads.uploader(file_stream=io.BytesIO(content), url=uploader.url, chunk_size=1_000_000, upload_checksum=True)
assert again.offset == 1_000_000, again.offset
again.upload()
request = urllib.request.Request(base + "/files/" + uploader.url.split("/")[-1] + "/content", headers=auth)
assert hashlib.sha256(urllib.request.urlopen(request).read()).digest() == hashlib.sha256(content).digest()
print("ok tuspy:", len(content), "bytes")
