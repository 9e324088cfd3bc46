"""Makes the bucket $TEST_S3_BUCKET at $TEST_S3_ENDPOINT with the AWS credentials of the environment, and an object in it.

Ceph makes the pools of a bucket with its first object, which takes seconds.
"""

import datetime
import hashlib
import hmac
import os
import sys
import urllib.request

endpoint = os.environ["TEST_S3_ENDPOINT"]
host = endpoint.removeprefix("http://")


def put(path):
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{now[:8]}/us-east-1/s3/aws4_request"
    empty = hashlib.sha256(b"").hexdigest()
    headers = {"host": host, "x-amz-content-sha256": empty, "x-amz-date": now}
    names = ";".join(headers)
    request = "\n".join(["PUT", path, "", *(f"{name}:{value}" for name, value in headers.items()), "", names, empty])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = b"AWS4" + os.environ["AWS_SECRET_ACCESS_KEY"].encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    credential = f"{os.environ['AWS_ACCESS_KEY_ID']}/{scope}"
    headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"
    try:
        urllib.request.urlopen(urllib.request.Request(endpoint + path, method="PUT", headers=headers), timeout=60).close()
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{path}: {refusal} {refusal.read().decode(errors='replace')}")


bucket = "/" + os.environ["TEST_S3_BUCKET"]
put(bucket)
put(bucket + "/first")
