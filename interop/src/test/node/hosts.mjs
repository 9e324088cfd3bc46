// Six kinds of hosts and three sizes: each gets its file in, with the right digest, and of the large ones no byte goes through the
// model. No model takes part: what one would type are the arguments that are counted here.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { chromium } from 'playwright-core';
import { announce, ask, callTool, capability, digest, fetched, filled, refused, valid } from './host2631.mjs';
import { authorization, content, random, run, sha256, url } from './service.mjs';

const INFO = { name: 'piecemeal-interop', version: '1.0.0' };
const SIZES = { '2 KB': 2_000, '300 KB': 300_000, '40 MB': 40_000_000 };
const SMALL = 2_000;
// Characters of all arguments of all calls for one file: names, identifiers, an offset, a URL.
const MOST_TYPED = 2_000;

const folder = process.env.PIECEMEAL_TEST_FOLDER;
const shell = promisify(execFile);

const browser = await chromium.launch({ executablePath: process.env.PIECEMEAL_TEST_BROWSER, args: ['--no-sandbox'] });

// A person who has the file on their computer, and was shown a URL.
async function person(page, { path }) {
  const tab = await browser.newPage();
  try {
    await tab.goto(page);
    await tab.getByLabel('Choose the file').setInputFiles(path);
    await tab.getByRole('button', { name: 'Send' }).click();
    await tab.getByText('The file was sent.').first().waitFor();
  } finally {
    await tab.close();
  }
}

// A model with the tools of the service; what the host adds to a call is not typed.
async function model(options = {}) {
  const client = new Client(INFO, { versionNegotiation: { mode: { pin: '2026-07-28' } }, ...options.client });
  options.handlers?.(client);
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers: { authorization } } }));
  await client.listTools();
  const self = {
    typed: 0,
    async call(name, args, added = {}) {
      self.typed += JSON.stringify(args).length;
      const answer = await client.callTool({ name, arguments: { ...args, ...added } });
      assert.notEqual(answer.isError, true, JSON.stringify(answer.content));
      return answer.structuredContent;
    },
    close: () => client.close(),
  };
  return self;
}

async function awaited(of, id) {
  let facts;
  do facts = await of.call('upload_status', { file_id: id, wait_seconds: 20 }); while (facts.status !== 'complete');
  return facts;
}

// The URL of a ticket in the model's own words, which its person opens.
async function told(of, file, { file_id: id, upload }) {
  await person(upload.url, file);
  return awaited(of, id);
}

// A host whose person attached a file: it gives the server a URL of its own, by openai/fileParams.
async function attachments(file, work) {
  const server = createServer((request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const headers = { ETag: '"1"', 'Content-Length': file.size - from,
      ...(from && { 'Content-Range': `bytes ${from}-${file.size - 1}/${file.size}` }) };
    response.writeHead(from ? 206 : 200, headers);
    createReadStream(file.path, { start: from }).pipe(response);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    return await work(`http://127.0.0.1:${server.address().port}/attached`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

// Each returns what the service says of the complete file.
const profiles = {
  'shell and egress': async (of, file) => {
    const { file_id: id } = await of.call('upload_create', { filename: file.name });
    const { upload } = await of.call('upload_ticket', { file_id: id });
    await shell('sh', ['-c', upload.curl.replace('FILE', file.path)]);
    return awaited(of, id);
  },

  'no PUT': (of, file) => attachments(file, async (from) => {
    const { file_id: id, size } = await of.call('upload_from_url', { filename: file.name },
      { file: { download_url: from, file_id: 'attached', mime_type: 'application/octet-stream', file_name: file.name } });
    return of.call('upload_complete', { file_id: id, size });
  }),

  'no egress': async (of, file) => {
    const { file_id: id } = await of.call('upload_create', { filename: file.name });
    if (file.size > SMALL) return told(of, file, await of.call('upload_ticket', { file_id: id }));
    const print = 'n=0; base64 -w76 "$0" | while read -r d; do n=$((n+1)); echo $n $d $(printf %s "$n:$d" | sha256sum | cut -c1-6); done';
    const { stdout } = await shell('sh', ['-c', print, file.path]);
    const lines = stdout.trim().split('\n').map((line) => line.split(' ')).map(([n, data, check]) => ({ n: Number(n), data, check }));
    await of.call('upload_append', { file_id: id, offset: 0, lines });
    return of.call('upload_complete', { file_id: id, size: file.size, sha256: file.sha256 });
  },

  'person only': {
    client: (file) => ({
      client: { capabilities: { elicitation: { url: {} } } },
      handlers: (client) => client.setRequestHandler('elicitation/create', async ({ params }) => {
        await person(params.url, file);
        return { action: 'accept' };
      }),
    }),
    work: (of, file) => of.call('upload_from_person', { filename: file.name, message: 'The file, please.' }),
  },

  'text only': async (of, file) => (file.size > SMALL
    ? told(of, file, await of.call('upload_from_person', { filename: file.name }))
    : of.call('upload_text', { filename: file.name, text: file.bytes.toString() })),

  2631: {
    client: () => null,
    work: async (of, file) => {
      const typed = { filename: file.name, file: file.path };
      of.typed += JSON.stringify(typed).length;
      const answer = await callTool('upload_file', { ...typed, file: await filled(file.path, file.name, file.sha256) });
      const { bytes, file: value } = await fetched(answer);
      assert.ok(bytes.equals(file.bytes));
      assert.deepEqual(value.digest, digest(file.sha256));
      return answer.structuredContent;
    },
  },
};

// Text of 2 KB can be the model's own words; the others are bytes.
const bytesOf = (size) => (size > SMALL ? random(size) : Buffer.from(random(size / 2).toString('hex')));

async function kept(profile, label, size) {
  const bytes = bytesOf(size);
  const name = `${profile}-${size}.bin`.replaceAll(' ', '-');
  const file = { name, size, bytes, sha256: sha256(bytes), path: join(folder, name) };
  await writeFile(file.path, bytes);
  assert.equal((await stat(file.path)).size, size);
  const { client = () => ({}), work = profiles[profile] } = profiles[profile];
  const options = client(file);
  const of = options ? await model(options) : { typed: 0, close: () => {} };
  try {
    const facts = await work(of, file);
    assert.equal(facts.status, 'complete');
    assert.equal(facts.size, size);
    assert.equal(facts.sha256, file.sha256);
    assert.equal(sha256(await content(facts.file_id)), file.sha256);
    if (size > SMALL) assert.ok(of.typed < MOST_TYPED, `${of.typed} characters were typed`);
    console.log(`HOST ${profile} | ${label} | ${of.typed} characters in arguments`);
  } finally {
    await of.close();
  }
}

const cases = Object.fromEntries(Object.keys(profiles).flatMap((profile) =>
  Object.entries(SIZES).map(([label, size]) => [`${profile}: ${label}`, () => kept(profile, label, size)])));

// What the host that knows the proposal does when things go wrong.
const refusals = {
  // Else none of the others could fail by it.
  'what is not of the proposal is not valid': () => {
    const file = { uri: 'mcp-file://a/b', name: 'a', mimeType: 'a/b', size: 1, digest: digest(sha256('a')) };
    valid('fileValue', file);
    const others = [{ uri: 'piecemeal://files/a' }, { name: undefined }, { size: '1' }, { digest: { algorithm: 'sha-256', value: sha256('a') } }, { file_id: 'a' }];
    others.forEach((other) => assert.throws(() => valid('fileValue', { ...file, ...other }), /fileValue/, JSON.stringify(other)));
  },

  'the server says that it has the proposal': async () => {
    assert.deepEqual(await capability(), { upload: {}, download: {}, transports: ['https'] });
  },

  'other bytes than those announced are refused, and the right ones taken': async () => {
    const { file, upload } = await announce({ name: 'a.txt', size: 5, digest: digest(sha256('hello')) });
    const put = async (body) => (await fetch(upload.url, { method: 'PUT', body })).status;
    assert.equal(await put('hullo'), 422);
    const { data } = await refused('files/authorizeDownload', { uri: file.uri });
    assert.deepEqual(data, { reason: 'notUploaded', size: 0 });
    assert.equal(await put('hello'), 200);
    assert.equal((await ask('files/authorizeDownload', { uri: file.uri })).result.file.size, 5);
  },

  'limits and unknown addresses have their reasons': async () => {
    const { data } = await refused('files/authorizeUpload', { size: 2 ** 50 });
    assert.equal(data.reason, 'maxSizeExceeded');
    assert.equal(data.actualSize, 2 ** 50);
    assert.ok(data.maxSize > 0);
    assert.equal((await refused('files/authorizeDownload', { uri: `mcp-file://${new URL(url).host}/${'a'.repeat(32)}` })).data.reason, 'unknownUri');
  },

  'files are handed out to who declares to take them, and to nobody else': async () => {
    const list = async (capabilities) =>
      (await ask('tools/call', { name: 'file_list', arguments: {} }, { 'mcp-name': 'file_list' }, capabilities)).result.content;
    const blocks = (await list(undefined)).filter((block) => block.type === 'file');
    assert.ok(blocks.length > 0);
    blocks.forEach((block) => valid('fileBlock', block));
    assert.ok((await list({})).every((block) => block.type === 'text'));
  },

  'clients that do not know the proposal call its tool': async () => {
    const client = new OlderClient(INFO);
    await client.connect(new OlderTransport(new URL(`${url}/mcp`), { requestInit: { headers: { Authorization: authorization } } }));
    await client.listTools();
    const answer = await client.callTool({ name: 'upload_file', arguments: { filename: 'a.txt', file: 'data:text/plain;base64,aGVsbG8=' } });
    assert.equal(answer.structuredContent.sha256, sha256('hello'));
    await client.close();
  },
};

await run({ ...cases, ...refusals });
