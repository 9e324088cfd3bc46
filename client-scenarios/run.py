"""The scenarios with examples/upload.py. See README.md beside this file."""
import contextlib
import hashlib
import io
import json
import os
import pathlib
import sys
import time
import traceback
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "examples"))
sys.dont_write_bytecode = True
import upload as example  # noqa: E402

CAN = {"download"}
PROXY, CONTROL = os.environ["SCENARIOS_PROXY"], os.environ["SCENARIOS_CONTROL"]
DIRECT, KEY = os.environ["PIECEMEAL_URL"], os.environ["PIECEMEAL_KEY"]


def content(count, seed):
    return bytes((i * 7 + (i >> 8) * 13 + (i >> 16) * 29 + seed) & 255 for i in range(count))


def fetch(url, method="GET", data=None, headers=None):
    request = urllib.request.Request(url, data, headers or {}, method=method)
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.read()


def service(method, path):
    return fetch(DIRECT + path, method, None, {"Authorization": f"Bearer {KEY}"})


class Run:
    def __init__(self, scenario, index):
        self.scenario = scenario
        self.name = f"py-{index}-{time.time_ns()}.bin"
        self.bytes = content(scenario["bytes"], index)
        self.file = None

    def client(self):
        scenario = self.scenario
        return example.Client(PROXY, scenario.get("key", KEY), patience=scenario["patience_ms"] / 1000,
                              timeout=scenario["timeout_ms"] / 1000, first_pause=0.02)

    def upload(self, call):
        with contextlib.redirect_stdout(io.StringIO()):
            self.file = example.upload(self.client(), io.BytesIO(self.bytes), self.name, self.chunk())
        expect("size", self.file["size"], len(self.bytes))
        expect("sha256", self.file["sha256"], hashlib.sha256(self.bytes).hexdigest())
        expect("status", self.file["status"], "complete")
        if "chunks" in call:
            expect("chunks", self.file["chunks"], call["chunks"])

    def chunk(self):
        """By way of the limits, so that their scenarios mean something."""
        return min(self.scenario["chunk"], self.client().call("GET", "/limits")["recommended_chunk_bytes"])

    def download(self, call):
        sink = io.BytesIO()
        example.download(self.client(), self.file, sink)
        expect("content", hashlib.sha256(sink.getvalue()).hexdigest(), hashlib.sha256(self.bytes).hexdigest())

    def behind_its_back(self, call):
        expect("deed", call["do"], "delete")
        service("DELETE", f"/files/{self.file['file_id']}")

    def do(self, call):
        work = getattr(self, call["call"].replace("-", "_"))
        start = time.monotonic()
        if "error" in call:
            try:
                work(call)
            except example.Failure as e:
                expect("error", e.code, call["error"])
            else:
                raise AssertionError(f"no error, expected {call['error']}")
        else:
            work(call)
        took = (time.monotonic() - start) * 1000
        if not call.get("at_least_ms", 0) <= took <= call.get("at_most_ms", took):
            raise AssertionError(f"took {took} ms")

    def play(self):
        fetch(f"{CONTROL}/script", "POST", "\n".join(self.scenario.get("faults", [])).encode())
        for call in self.scenario["calls"]:
            self.do(call)
        for requests, wanted in self.scenario.get("requests", {}).items():
            method, path = requests.split(" ")
            count = int(fetch(f"{CONTROL}/count/{method}{path}"))
            least, _, most = wanted.partition("-")
            if not int(least) <= count <= int(most or least):
                raise AssertionError(f"{requests}: {count}, expected {wanted}")
        files = json.loads(service("GET", "/files?limit=1000"))["data"]
        expect("files", sum(file["filename"] == self.name for file in files), self.scenario.get("files", 1))


def expect(what, found, wanted):
    if found != wanted:
        raise AssertionError(f"{what}: {found}, expected {wanted}")


def main():
    document = json.loads((HERE / "scenarios.json").read_text())
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    played = failed = 0
    for index, scenario in enumerate(document["scenarios"]):
        name = scenario["name"]
        if part not in name:
            continue
        lacking = set(scenario.get("needs", [])) - CAN
        if lacking:
            print(f"skipped {name}: it cannot {', '.join(sorted(lacking))}")
            continue
        played += 1
        try:
            Run({**document["defaults"], **scenario}, index).play()
            print(f"ok {name}", flush=True)
        except Exception:
            failed += 1
            print(f"FAILED {name}: {traceback.format_exc()}", flush=True)
    print(f"{played - failed} of {played} scenarios passed")
    sys.exit(1 if failed or not played else 0)


main()
