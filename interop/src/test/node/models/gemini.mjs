// Files by Google's library for Gemini, as it is.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError, GoogleGenAI } from '@google/genai';
import { bytes, failingOnce, key, run, url } from './service.mjs';

const at = (base, apiKey = key) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: `${base}/gemini` } });
const ai = at(url);
const folder = await mkdtemp(join(tmpdir(), 'piecemeal-gemini-'));
const digest = (all) => createHash('sha256').update(all).digest('base64');
const pathOf = (address) => new URL(address).pathname;

/** What the library does below, by hand. */
async function command(path, words, offset, body) {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'x-goog-api-key': key, 'x-goog-upload-command': words, ...(offset !== undefined && { 'x-goog-upload-offset': `${offset}` }) },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, state: answer.headers.get('x-goog-upload-status'), received: Number(answer.headers.get('x-goog-upload-size-received')), body: text && JSON.parse(text) };
}

async function started(size) {
  const answer = await fetch(`${url}/gemini/upload/v1beta/files`, {
    method: 'POST',
    headers: { 'x-goog-api-key': key, 'x-goog-upload-protocol': 'resumable', 'x-goog-upload-command': 'start', ...(size !== undefined && { 'x-goog-upload-header-content-length': `${size}` }) },
    body: JSON.stringify({ file: { displayName: 'by hand.bin' } }),
  });
  assert.equal(answer.status, 200, await answer.text());
  return pathOf(answer.headers.get('x-goog-upload-url'));
}

await run({
  'a file of three pieces is stored, shown, read and deleted': async () => {
    const all = bytes(20_000_000);
    const from = join(folder, 'sent.pdf');
    await writeFile(from, all);
    const file = await ai.files.upload({ file: from, config: { displayName: 'Größe.pdf' } });
    assert.equal(file.displayName, 'Größe.pdf');
    assert.equal(file.mimeType, 'application/pdf');
    assert.equal(file.sizeBytes, `${all.length}`);
    assert.equal(file.sha256Hash, digest(all));
    assert.equal(file.state, 'ACTIVE');
    assert.deepEqual(await ai.files.get({ name: file.name }), file);
    const to = join(folder, 'got.pdf');
    // By its name: of a file it takes the address, and that only if it begins with https.
    await ai.files.download({ file: file.name, downloadPath: to });
    // The library does not wait until all is written.
    for (const end = Date.now() + 30_000; !(await readFile(to).catch(() => Buffer.alloc(0))).equals(all);) {
      assert.ok(Date.now() < end, 'what was downloaded is another file');
    }
    await ai.files.delete({ name: file.name });
    await assert.rejects(() => ai.files.get({ name: file.name }), (e) => {
      assert.ok(e instanceof ApiError);
      assert.equal(e.status, 404);
      assert.match(e.message, /expired or was deleted/);
      return true;
    });
  },
  'a blob without a name is stored': async () => {
    const file = await ai.files.upload({ file: new Blob(['hello'], { type: 'text/plain' }) });
    assert.equal(file.sha256Hash, digest('hello'));
  },
  'all pages are listed, newest first': async () => {
    const names = [];
    for (let i = 0; i < 5; i++) names.push((await ai.files.upload({ file: new Blob([`${i}`], { type: 'text/plain' }) })).name);
    const found = [];
    for await (const file of await ai.files.list({ config: { pageSize: 2 } })) found.push(file.name);
    assert.deepEqual(found.slice(0, 5), names.reverse());
  },
  'what broke off goes on where it was': async () => {
    const all = bytes(3_000_000);
    const path = await started(all.length);
    assert.deepEqual(await command(path, 'query'), { status: 200, state: 'active', received: 0, body: '' });
    assert.equal((await command(path, 'upload', 0, all.subarray(0, 1_000_000))).received, 1_000_000);
    const wrong = await command(path, 'upload', 500_000, all.subarray(500_000));
    assert.equal(wrong.status, 400);
    assert.equal(wrong.body.error.status, 'INVALID_ARGUMENT');
    assert.equal(wrong.body.error.details[0].metadata.current_size, '1000000');
    assert.equal((await command(path, 'query')).received, 1_000_000);
    const last = await command(path, 'upload, finalize', 1_000_000, all.subarray(1_000_000));
    assert.equal(last.state, 'final');
    assert.equal(last.body.file.sha256Hash, digest(all));
    // After a lost answer: how far it is, and the file.
    assert.deepEqual([(await command(path, 'query')).state, (await command(path, 'query')).received], ['final', all.length]);
    assert.deepEqual((await command(path, 'finalize')).body, last.body);
  },
  'a file of unknown size ends with the last command': async () => {
    const path = await started();
    assert.equal((await command(path, 'upload', 0, 'hel')).state, 'active');
    assert.equal((await command(path, 'upload', 3, 'lo')).state, 'active');
    assert.equal((await command(path, 'finalize')).body.file.sha256Hash, digest('hello'));
  },
  'a file that has not all its bytes is not complete': async () => {
    const path = await started(10);
    const early = await command(path, 'upload, finalize', 0, 'hello');
    assert.equal(early.status, 400);
    assert.notEqual((await command(path, 'query')).state, 'final');
  },
  'a command that is none is refused, and changes nothing': async () => {
    const path = await started(5);
    for (const words of ['', 'cancel', 'upload, query', 'start']) {
      const refused = await command(path, words, 0, 'hello');
      assert.equal(refused.status, 400, words);
      assert.match(refused.body.error.message, /X-Goog-Upload-Command/);
    }
    assert.equal((await command(path, 'query')).received, 0);
  },
  'the library says what the service refuses': async () => {
    await assert.rejects(() => ai.files.upload({ file: new Blob(['x'], { type: 'text/plain' }), config: { name: 'mine' } }), /names are given by the service/);
    await assert.rejects(() => at(url, 'none').files.list(), (e) => e.status === 401);
  },
  'an upload whose piece failed can be sent again': async () => {
    const proxy = await failingOnce(/upload\/v1beta\/files\/./);
    try {
      const all = bytes(9_000_000);
      const through = at(proxy.url);
      const send = () => through.files.upload({ file: new Blob([all], { type: 'text/plain' }) });
      const file = await send().catch(send);
      assert.equal(proxy.failures(), 1);
      assert.equal(file.sha256Hash, digest(all));
    } finally {
      proxy.close();
    }
  },
});
await rm(folder, { recursive: true });
