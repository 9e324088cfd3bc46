// A call that takes longer than its client waits for an answer: the reports on its progress keep it alive, in both revisions.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { authorization, run, url } from './service.mjs';

const INFO = { name: 'piecemeal-interop', version: '1.0.0' };
const PIECE = Buffer.alloc(5_000_000, 'p');
const PIECES = 8;
const SIZE = PIECE.length * PIECES;
const PAUSE = 2_500;
// Less than all of it takes, and enough for several pieces.
const PATIENCE = 10_000;

async function slowSource(work) {
  const server = createServer(async (request, response) => {
    response.writeHead(200, { 'Content-Length': SIZE });
    for (let sent = 0; sent < PIECES; sent += 1) {
      response.write(PIECE);
      await sleep(PAUSE);
    }
    response.end();
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    return await work(`http://127.0.0.1:${server.address().port}/slow`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function fetched(call) {
  const reports = [];
  const options = { timeout: PATIENCE, resetTimeoutOnProgress: true, onprogress: (report) => reports.push(report) };
  const answer = await slowSource((from) => call({ name: 'upload_from_url', arguments: { url: from, filename: 'slow.bin' } }, options));
  assert.notEqual(answer.isError, true, JSON.stringify(answer.content));
  assert.equal(answer.structuredContent.size, SIZE);
  assert.ok(reports.length > 1, `${reports.length} reports`);
  reports.forEach(({ progress, total }, at) => {
    assert.equal(total, SIZE);
    assert.ok(progress > (at ? reports[at - 1].progress : 0) && progress <= SIZE);
  });
  console.log(`PROGRESS ${reports.length} reports`);
}

const requestInit = { headers: { Authorization: authorization } };

await run({
  'revision 2026-07-28': async () => {
    const client = new Client(INFO, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit }));
    await client.listTools();
    await fetched((params, options) => client.callTool(params, options));
    await client.close();
  },

  'the revisions that are agreed on': async () => {
    const client = new OlderClient(INFO);
    await client.connect(new OlderTransport(new URL(`${url}/mcp`), { requestInit }));
    await client.listTools();
    await fetched((params, options) => client.callTool(params, undefined, options));
    await client.close();
  },
});
