"""A whole upload with the client that openapi-generator makes for Python: python-pydantic-v1, or python for pydantic 2."""

import base64
import json
import os
import tempfile

import piecemeal_client as api

BYTES = os.urandom(1_000_003)
CHUNK = 300_000

client = api.ApiClient(
    api.Configuration(host=os.environ["PIECEMEAL_TEST_URL"], access_token=os.environ["PIECEMEAL_TEST_KEY"])
)
uploads, files, tickets = api.UploadsApi(client), api.FilesApi(client), api.TicketsApi(client)


def problem(call):
    try:
        call()
    except api.ApiException as e:
        return api.Problem.from_dict(json.loads(e.body))
    raise AssertionError("no error came")


def upload():
    opened = uploads.open_upload(api.OpenRequest(filename="größe.bin", content_type="application/json"))
    assert opened.size == 0 and opened.sha256 is None and opened.expires_at > opened.created_at, opened
    file_id = opened.file_id
    for offset in range(0, len(BYTES), CHUNK):
        chunk = BYTES[offset : offset + CHUNK]
        request = api.AppendRequest(data=base64.b64encode(chunk).decode(), offset=offset)
        assert uploads.append_chunk(file_id, request).size == offset + len(chunk)
        assert uploads.append_chunk(file_id, request).replayed
    beyond = api.AppendRequest(data="SGVsbG8s", offset=len(BYTES) + 7)
    gap = problem(lambda: uploads.append_chunk(file_id, beyond))
    assert (gap.status, gap.code, gap.expected_offset) == (409, "offset-mismatch", len(BYTES)), gap
    assert gap.next.path == f"/uploads/{file_id}" and gap.next.body == {"offset": len(BYTES)}, gap
    complete = uploads.complete_upload(file_id, api.CompleteRequest(size=len(BYTES)))
    assert complete.status == api.Status.COMPLETE and complete.sha256, complete
    assert files.find_file(file_id).sha256 == complete.sha256
    assert file_id in [file.file_id for file in files.list_files(status="complete").data]
    assert files.read_content(file_id) == BYTES
    assert files.read_content(file_id, range="bytes=5-9") == BYTES[5:10]
    files.delete_file(file_id)
    gone = problem(lambda: files.find_file(file_id))
    assert gone.code == "gone" and gone.last_size == len(BYTES), gone


def whole_file():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.bin")
        with open(path, "wb") as out:
            out.write(BYTES)
        file_id = files.store_file(path).file_id
    assert files.read_content(file_id) == BYTES
    uploads.cancel_upload(file_id)


def ticket():
    file_id = uploads.open_upload(api.OpenRequest(filename="a")).file_id
    token = tickets.issue_ticket(file_id, api.TicketRequest()).url.rsplit("/", 1)[1]
    assert tickets.redeem_ticket(token, BYTES).size == len(BYTES)
    assert files.read_content(file_id) == BYTES
    files.delete_file(file_id)


upload()
whole_file()
ticket()
assert api.ServiceApi(client).read_limits().max_file_bytes > 2**31
print("ok python")
