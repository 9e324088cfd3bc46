// The scenarios with the client for JavaScript. See README.md beside this file.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {Piecemeal, memoryStore} from '../client-js/src/main/js/index.js';

const {SCENARIOS_PROXY: proxy, SCENARIOS_CONTROL: control, PIECEMEAL_URL: direct, PIECEMEAL_KEY: key} = process.env;
if (!proxy || !control || !direct || !key) throw new Error('set SCENARIOS_PROXY, SCENARIOS_CONTROL, PIECEMEAL_URL and PIECEMEAL_KEY');
const wanted = process.argv[2];

function content(count, seed) {
  const bytes = new Uint8Array(count);
  for (let i = 0; i < count; i++) bytes[i] = i * 7 + (i >> 8) * 13 + (i >> 16) * 29 + seed;
  return bytes;
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function* pieces(bytes) {
  for (let at = 0; at < bytes.length; at += 30_011) yield bytes.subarray(at, at + 30_011);
}

async function told(response) {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

const service = (method, path, json) => fetch(direct + path, {
  method,
  headers: {authorization: `Bearer ${key}`, ...(json && {'content-type': 'application/json'})},
  body: json && JSON.stringify(json),
}).then(told);

class Run {
  constructor(scenario, index) {
    this.scenario = scenario;
    this.filename = `js-${index}-${Date.now()}.bin`;
    this.bytes = content(scenario.bytes, index);
    this.store = memoryStore();
    this.client = new Piecemeal({
      baseUrl: proxy,
      key: scenario.key ?? key,
      timeoutMs: scenario.timeout_ms,
      retry: {patienceMs: scenario.patience_ms, baseMs: 20},
    });
  }

  async upload({stop_after: stopAfter, as, variant, chunks}) {
    const bytes = variant === 'other' ? content(this.bytes.length, 201) : this.bytes;
    const stop = new AbortController();
    const stopped = new Error('stopped');
    const uploading = this.client.upload(as === 'stream' ? pieces(bytes) : bytes, {
      filename: this.filename,
      chunkSize: this.scenario.chunk,
      store: this.store,
      resumeKey: this.filename,
      signal: stop.signal,
      onProgress: ({fileId, sent}) => {
        this.fileId = fileId;
        if (stopAfter && sent >= stopAfter) stop.abort(stopped);
      },
    });
    if (stopAfter) {
      await assert.rejects(uploading, (e) => e === stopped);
      return;
    }
    this.check(await uploading, chunks);
  }

  check(file, chunks) {
    assert.equal(file.size, this.bytes.length);
    assert.equal(file.sha256, sha256(this.bytes));
    assert.equal(file.status, 'complete');
    if (chunks !== undefined) assert.equal(file.chunks, chunks, 'chunks');
  }

  async download() {
    const content = await this.client.download(this.fileId);
    assert.equal(sha256(await content.bytes()), sha256(this.bytes));
  }

  async 'ticket-upload'() {
    const {file_id: fileId} = await service('POST', '/uploads', {filename: this.filename});
    const {url} = await service('POST', `/uploads/${fileId}/ticket`, {});
    const sent = await this.client.uploadToTicket(proxy + new URL(url).pathname, this.bytes, {partSize: this.scenario.chunk});
    assert.equal(sent.size, this.bytes.length);
    this.check(await service('GET', `/files/${fileId}`));
  }

  async delete() {
    await this.client.delete(this.fileId);
  }

  async rewind({to_size: toSize}) {
    const {size} = await this.client.get(this.fileId);
    assert.equal((await this.client.rewind(this.fileId, {toSize, ifSize: size})).size, toSize);
  }

  async 'behind-its-back'({do: what}) {
    assert.equal(what, 'delete');
    await service('DELETE', `/files/${this.fileId}`);
  }

  heal() {
    return this.script([]);
  }

  async script(faults) {
    const set = await fetch(`${control}/script`, {method: 'POST', body: faults.join('\n')});
    assert.equal(set.status, 200, await set.text());
  }

  async play() {
    await this.script(this.scenario.faults ?? []);
    for (const call of this.scenario.calls) {
      const start = performance.now();
      if (call.error) await assert.rejects(this[call.call](call), (e) => this.isExpected(e, call.error));
      else await this[call.call](call);
      const took = performance.now() - start;
      if (call.at_least_ms) assert.ok(took >= call.at_least_ms, `took ${took} ms`);
      if (call.at_most_ms) assert.ok(took <= call.at_most_ms, `took ${took} ms`);
    }
    await this.checkRequests();
    await this.checkFiles();
  }

  isExpected(e, code) {
    assert.equal(e.code, code, e.stack);
    return true;
  }

  async checkRequests() {
    for (const [requests, range] of Object.entries(this.scenario.requests ?? {})) {
      const [method, path] = requests.split(' ');
      const count = Number(await (await fetch(`${control}/count/${method}${path}`)).text());
      const [least, most = least] = range.split('-').map(Number);
      assert.ok(count >= least && count <= most, `${requests}: ${count}, expected ${range}`);
    }
  }

  async checkFiles() {
    const {data} = await service('GET', '/files?limit=1000');
    const count = data.filter((file) => file.filename === this.filename).length;
    assert.equal(count, this.scenario.files ?? 1, 'files of this name');
  }
}

const {defaults, scenarios} = JSON.parse(await readFile(new URL('scenarios.json', import.meta.url), 'utf8'));
let failed = 0;
let played = 0;
for (const [index, scenario] of scenarios.entries()) {
  if (wanted && !scenario.name.includes(wanted)) continue;
  played++;
  const start = performance.now();
  try {
    await new Run({...defaults, ...scenario}, index).play();
    console.log(`ok ${scenario.name} (${Math.round(performance.now() - start)} ms)`);
  } catch (e) {
    failed++;
    console.log(`FAILED ${scenario.name}: ${e.stack}`);
  }
}
console.log(`${played - failed} of ${played} scenarios passed`);
process.exit(failed || !played ? 1 : 0);
