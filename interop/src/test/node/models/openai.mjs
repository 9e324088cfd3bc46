// Files and uploads by OpenAI's library for Node.js, as it is.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import { bytes, failingOnce, key, run, url } from './service.mjs';

const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: key });
const authorization = { authorization: `Bearer ${key}` };

function open(of, size, filename = 'big.jsonl') {
  return of.uploads.create({ bytes: size, filename, mime_type: 'text/jsonl', purpose: 'batch' });
}

async function send(of, upload, part) {
  return of.uploads.parts.create(upload.id, { data: await toFile(part, 'part') });
}

async function content(id) {
  return Buffer.from(await (await client.files.content(id)).arrayBuffer());
}

// A client that sends one part of an upload, says so, and waits to be killed.
if (process.argv[2] === 'first-part') {
  const upload = await open(client, 3_000_000, 'killed.bin');
  await send(client, upload, bytes(3_000_000).subarray(0, 1_000_000));
  console.log(upload.id);
  setInterval(() => {}, 1000);
} else {
  await run({
    'a streamed file is created, awaited, read and deleted': async () => {
      const folder = await mkdtemp(join(tmpdir(), 'models'));
      const all = bytes(9_000_001);
      await writeFile(join(folder, 'train.jsonl'), all);
      const file = await client.files.create({
        file: createReadStream(join(folder, 'train.jsonl')),
        purpose: 'fine-tune',
        expires_after: { anchor: 'created_at', seconds: 3600 },
      });
      await rm(folder, { recursive: true });
      assert.equal(file.bytes, all.length);
      assert.equal(file.filename, 'train.jsonl');
      assert.equal(file.purpose, 'fine-tune');
      assert.equal(file.expires_at, file.created_at + 3600);
      assert.ok(file._request_id);
      assert.equal((await client.files.waitForProcessing(file.id)).status, 'processed');
      assert.deepEqual(await client.files.retrieve(file.id), file);
      assert.ok((await content(file.id)).equals(all));
      const read = await fetch(`${url}/files/${file.id.slice(5)}/content`, { headers: authorization });
      assert.ok(Buffer.from(await read.arrayBuffer()).equals(all));
      assert.deepEqual(await client.files.delete(file.id), { id: file.id, object: 'file', deleted: true });
    },
    'a file of the JSON API is read': async () => {
      const form = new FormData();
      form.append('file', new Blob(['{"a":1}\n']), 'ours.jsonl');
      const stored = await (await fetch(`${url}/files`, { method: 'POST', body: form, headers: authorization })).json();
      assert.equal((await client.files.retrieve(`file-${stored.file_id}`)).filename, 'ours.jsonl');
      assert.equal((await content(stored.file_id)).toString(), '{"a":1}\n');
    },
    'all pages are listed': async () => {
      const ids = [];
      for (let i = 0; i < 5; i++) {
        const file = await client.files.create({ file: await toFile(Buffer.from(`${i}`), `${i}.txt`), purpose: 'evals' });
        ids.push(file.id);
      }
      const found = [];
      for await (const file of client.files.list({ limit: 2, purpose: 'evals', order: 'desc' })) found.push(file.id);
      assert.deepEqual(found, ids.reverse());
    },
    'parts sent side by side are joined in another order': async () => {
      const all = bytes(3_000_000);
      const upload = await open(client, all.length);
      assert.equal(upload.status, 'pending');
      const parts = await Promise.all(
        [2, 1, 0].map((i) => send(client, upload, all.subarray(i * 1_000_000, (i + 1) * 1_000_000))),
      );
      const body = {
        part_ids: [parts[2].id, parts[1].id, parts[0].id],
        md5: createHash('md5').update(all).digest('hex'),
      };
      const done = await client.uploads.complete(upload.id, body);
      assert.equal(done.status, 'completed');
      assert.ok((await content(done.file.id)).equals(all));
      assert.deepEqual(await client.uploads.complete(upload.id, body), done);
    },
    'an upload goes on after its client was killed': async () => {
      const all = bytes(3_000_000);
      const child = spawn(process.execPath, [process.argv[1], 'first-part'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const id = await new Promise((said, failed) => {
        child.stdout.once('data', (text) => said(`${text}`.trim()));
        child.once('exit', (code) => failed(new Error(`the other client ended with ${code}`)));
      });
      child.kill('SIGKILL');
      const there = await client.get(`/uploads/${id}/parts`);
      assert.equal(there.data.length, 1);
      assert.equal(there.data[0].bytes, 1_000_000);
      const rest = await send(client, { id }, all.subarray(1_000_000));
      const done = await client.uploads.complete(id, { part_ids: [there.data[0].id, rest.id] });
      assert.ok((await content(done.file.id)).equals(all));
    },
    'a part that was answered 500 is sent again by the library': async () => {
      const proxy = await failingOnce(/\/parts$/);
      try {
        const behind = new OpenAI({ baseURL: `${proxy.url}/openai/v1`, apiKey: key });
        const upload = await open(behind, 1_000_000);
        const part = await send(behind, upload, bytes(1_000_000));
        const done = await behind.uploads.complete(upload.id, { part_ids: [part.id] });
        assert.equal(proxy.failures(), 1);
        assert.equal(done.file.bytes, 1_000_000);
        assert.ok((await content(done.file.id)).equals(bytes(1_000_000)));
      } finally {
        proxy.close();
      }
    },
    'an upload is cancelled': async () => {
      const upload = await open(client, 10);
      assert.equal((await client.uploads.cancel(upload.id)).status, 'cancelled');
      await assert.rejects(() => send(client, upload, bytes(10)), OpenAI.BadRequestError);
    },
    'errors are shown with their message and code': async () => {
      await assert.rejects(() => client.files.retrieve('file-none'), (e) => {
        assert.ok(e instanceof OpenAI.NotFoundError);
        assert.equal(e.code, 'not-found');
        assert.match(e.message, /404 You have no file/);
        return true;
      });
      const other = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'none' });
      await assert.rejects(() => other.files.list(), OpenAI.AuthenticationError);
      const upload = await open(client, 10);
      const part = await send(client, upload, bytes(9));
      await assert.rejects(() => client.uploads.complete(upload.id, { part_ids: [part.id] }), (e) => {
        assert.ok(e instanceof OpenAI.BadRequestError);
        assert.equal(e.code, 'size-mismatch');
        assert.equal(e.error.expected_size, 10);
        return true;
      });
      await assert.rejects(
        async () => client.files.create({
          file: await toFile(bytes(3), 'a'),
          purpose: 'batch',
          expires_after: { anchor: 'created_at', seconds: 2592000 },
        }),
        (e) => {
          assert.equal(e.param, 'expires_after[seconds]');
          assert.match(e.message, /604800/);
          return true;
        },
      );
    },
  });
}
