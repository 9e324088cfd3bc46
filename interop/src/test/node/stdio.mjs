// The bridge of ./piecemeal mcp, started by the official clients as they start any server.
import assert from 'node:assert/strict';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { bridge, content, key, random, run, url } from './service.mjs';

const INFO = { name: 'piecemeal-interop', version: '1.0.0' };
const FULL_CHUNK = 5 << 20;
const RUNNING = { PIECEMEAL_URL: url, PIECEMEAL_KEY: key };

const kinds = {
  'sdk 1': () => [new OlderClient(INFO), OlderTransport],
  'client 2': () => [new Client(INFO), StdioClientTransport],
  'client 2, 2026-07-28': () => [new Client(INFO, { versionNegotiation: { mode: { pin: '2026-07-28' } } }), StdioClientTransport],
};

async function connected(kind, env, work) {
  const [client, Transport] = kinds[kind]();
  const [command, ...args] = bridge();
  await client.connect(new Transport({ command, args, env: { PATH: process.env.PATH, ...env }, stderr: 'inherit' }));
  try {
    assert.equal((await client.listTools()).tools.length, 13);
    await work(client);
  } finally {
    await client.close();
  }
}

async function facts(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, JSON.stringify(result.content));
  return result.structuredContent;
}

async function uploads(client) {
  const bytes = random(FULL_CHUNK + 12345);
  const { file_id: id } = await facts(client, 'upload_create', { filename: 'größe.bin', size: bytes.length });
  await facts(client, 'upload_append', { file_id: id, offset: 0, data: bytes.subarray(0, FULL_CHUNK).toString('base64') });
  const wrong = await client.callTool({ name: 'upload_append', arguments: { file_id: id, offset: 7, encoding: 'utf8', data: 'these bytes are not there' } });
  assert.equal(wrong.isError, true);
  assert.match(wrong.content[0].text, /^offset_mismatch: /);
  await facts(client, 'upload_append', { file_id: id, offset: FULL_CHUNK, data: bytes.subarray(FULL_CHUNK).toString('base64') });
  assert.equal((await facts(client, 'upload_complete', { file_id: id, size: bytes.length })).status, 'complete');
  assert.ok(bytes.equals(await content(id)));
  const read = await Promise.all([0, 1, 2, 3].map((offset) =>
    facts(client, 'file_read', { file_id: id, offset, length: 3, encoding: 'base64' })));
  assert.deepEqual(read.map((part) => part.next_offset), [3, 4, 5, 6]);
  const { contents: [resource] } = await client.readResource(
    { uri: (await facts(client, 'upload_text', { filename: 'note.txt', text: 'grüezi' })).uri });
  assert.equal(resource.text, 'grüezi');
}

const cases = Object.fromEntries(Object.keys(kinds).map((kind) =>
  [`${kind}: a file by a service that runs`, () => connected(kind, RUNNING, uploads)]));

cases['sdk 1: a service that is not there is told with what to do'] = () =>
  assert.rejects(connected('sdk 1', { PIECEMEAL_URL: 'http://127.0.0.1:1', PIECEMEAL_KEY: key }, () => {}),
    /Cannot connect to http:\/\/127\.0\.0\.1:1\/mcp .*PIECEMEAL_URL/);

await run(cases);
