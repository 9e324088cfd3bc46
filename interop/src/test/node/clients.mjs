// Whole uploads by the official TypeScript clients: the one of the revisions up to 2025-11-25, and the newer one, which
// speaks the stateless revision of 2026-07-28 too.
import assert from 'node:assert/strict';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { authorization, content, random, run, sha256, url } from './service.mjs';

const FULL_CHUNK = 5 << 20;
const INFO = { name: 'piecemeal-interop', version: '1.0.0' };

const kinds = {
  'sdk 1, up to 2025-11-25': () => [new OlderClient(INFO), OlderTransport, '2025-11-25'],
  'client 2, up to 2025-11-25': () => [new Client(INFO), StreamableHTTPClientTransport, '2025-11-25'],
  'client 2, negotiating': () => [negotiating('auto'), StreamableHTTPClientTransport, '2026-07-28'],
  'client 2, 2026-07-28': () => [negotiating({ pin: '2026-07-28' }), StreamableHTTPClientTransport, '2026-07-28'],
};

const negotiating = (mode, capabilities = {}) => new Client(INFO, { versionNegotiation: { mode }, capabilities });

// Loses the answer to the next request that has `losing` in its body: the service acts on it, the client never knows.
let losing = null;

async function lossyFetch(address, init) {
  const answer = await fetch(address, init);
  if (losing && String(init?.body ?? '').includes(losing)) {
    losing = null;
    await answer.arrayBuffer();
    throw new TypeError('the connection broke');
  }
  return answer;
}

// The newest client, whose person opens pages, or does not.
const asked = (action) => () => {
  const client = negotiating({ pin: '2026-07-28' }, { elicitation: { url: {} } });
  client.setRequestHandler('elicitation/create', (request) => action(request.params));
  return [client, StreamableHTTPClientTransport, '2026-07-28'];
};

async function connected(kind, work, make = kinds[kind]) {
  const [client, Transport, revision] = make();
  await client.connect(new Transport(new URL(`${url}/mcp`), {
    requestInit: { headers: { Authorization: authorization } },
    fetch: lossyFetch,
  }));
  try {
    await work(client, revision);
  } finally {
    await client.close();
  }
}

async function facts(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, JSON.stringify(result.content));
  assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
  return result.structuredContent;
}

const cases = {
  'says what it is, and lists its tools': async (client, revision) => {
    assert.equal(client.getServerVersion().name, 'piecemeal');
    if (client.getNegotiatedProtocolVersion) assert.equal(client.getNegotiatedProtocolVersion(), revision);
    const { tools } = await client.listTools();
    const names = ['upload_create', 'upload_append', 'upload_text', 'upload_many', 'upload_ticket', 'upload_from_person', 'upload_status', 'upload_complete',
      'upload_rewind', 'upload_cancel', 'file_list', 'file_read', 'file_ticket'];
    assert.deepEqual(tools.map((tool) => tool.name), names);
    assert.equal(Object.keys(tools[1].inputSchema.properties).at(-1), 'data');
  },

  'a file of a full chunk and a rest, of which an answer is lost': async (client) => {
    const bytes = random(FULL_CHUNK + 12345);
    const created = await facts(client, 'upload_create', { filename: 'big.bin', size: bytes.length, sha256: sha256(bytes) });
    const id = created.file_id;
    const first = await facts(client, 'upload_append', { file_id: id, offset: 0, data: bytes.subarray(0, FULL_CHUNK).toString('base64') });
    assert.equal(first.next_offset, FULL_CHUNK);
    const rest = { file_id: id, offset: first.next_offset, chunk_sha256: sha256(bytes.subarray(FULL_CHUNK)),
      data: bytes.subarray(FULL_CHUNK).toString('base64') };
    losing = 'upload_append';
    await assert.rejects(client.callTool({ name: 'upload_append', arguments: rest }));
    const again = await facts(client, 'upload_append', rest);
    assert.equal(again.replayed, true);
    const complete = await facts(client, 'upload_complete', { file_id: id, size: bytes.length });
    assert.equal(complete.status, 'complete');
    assert.equal(complete.sha256, sha256(bytes));
    assert.ok(bytes.equals(await content(id)));
  },

  'a wrong offset is put right': async (client) => {
    const { file_id: id } = await facts(client, 'upload_create', { filename: 'a' });
    const wrong = await client.callTool({ name: 'upload_append', arguments: { file_id: id, offset: 7, encoding: 'utf8', data: 'a' } });
    assert.equal(wrong.isError, true);
    assert.match(wrong.content[0].text, /^offset_mismatch: the server has 0 bytes; send again from offset 0/);
    await facts(client, 'upload_cancel', { file_id: id });
  },

  'a text in one call, read as a tool and as a resource': async (client) => {
    const written = await facts(client, 'upload_text', { filename: 'note.txt', text: 'grüezi', content_type: 'text/plain' });
    assert.equal((await facts(client, 'file_read', { file_id: written.file_id })).data, 'grüezi');
    const { contents } = await client.readResource({ uri: written.uri });
    assert.equal(contents[0].text, 'grüezi');
    const { resources } = await client.listResources();
    assert.ok(resources.some((resource) => resource.uri === written.uri));
  },

  'a part of a file as a resource, whose id is completed': async (client) => {
    const { file_id: id, uri } = await facts(client, 'upload_text', { filename: 'parts.txt', text: 'in parts' });
    const { resourceTemplates } = await client.listResourceTemplates();
    const template = resourceTemplates.find((each) => each.uriTemplate.includes('{?offset,length}')).uriTemplate;
    const { contents } = await client.readResource({ uri: `${uri}?offset=3&length=4` });
    assert.equal(contents[0].text, 'part');
    assert.deepEqual(contents[0]._meta['io.piecemeal/range'], { offset: 3, length: 4, size: 8 });
    const { completion } = await client.complete({ ref: { type: 'ref/resource', uri: template }, argument: { name: 'file_id', value: id.slice(0, 9) } });
    assert.deepEqual(completion.values, [id]);
  },

  'a client that opens no pages is given one to hand on': async (client) => {
    const { upload, file_id: id } = await facts(client, 'upload_from_person', { filename: 'handed.txt' });
    assert.equal((await fetch(upload.url, { method: 'PUT', body: 'handed on' })).status, 200);
    assert.equal((await content(id)).toString(), 'handed on');
  },

  'a file past the model, by its ticket': async (client) => {
    const bytes = random(2 * FULL_CHUNK + 1);
    const { file_id: id } = await facts(client, 'upload_create', { filename: 'ticket.bin' });
    const { upload } = await facts(client, 'upload_ticket', { file_id: id });
    const answer = await fetch(upload.url, { method: upload.method, body: bytes, headers: upload.headers });
    assert.equal(answer.status, 200);
    assert.equal((await facts(client, 'upload_status', { file_id: id })).next_offset, bytes.length);
    await facts(client, 'upload_complete', { file_id: id, size: bytes.length });
    assert.ok(bytes.equals(await content(id)));
  },
};

// Each with what the person does, whom the client asks by itself, and what comes of the call.
const persons = {
  'a person who takes their time sends a file': async () => {
    const bytes = random(FULL_CHUNK + 1);
    let questions = 0;
    const action = async ({ mode, url: page, message }) => {
      assert.equal(mode, 'url');
      assert.match(message, /^The photo, please\. .*photo\.jpg/);
      questions += 1;
      // Longer than one round of the call: the client makes it again, and its person is not asked again.
      setTimeout(() => fetch(page, { method: 'PUT', body: bytes }), 28_000);
      return { action: 'accept' };
    };
    await connected('client 2', async (client) => {
      const file = await facts(client, 'upload_from_person', { filename: 'photo.jpg', message: 'The photo, please.' });
      assert.equal(file.status, 'complete');
      assert.equal(file.sha256, sha256(bytes));
      assert.equal(questions, 1);
    }, asked(action));
  },

  'a person declines': async () => {
    let page = null;
    await connected('client 2', async (client) => {
      const answer = await client.callTool({ name: 'upload_from_person', arguments: {} });
      assert.equal(answer.isError, true);
      assert.match(answer.content[0].text, /^declined: /);
      assert.equal((await fetch(page, { method: 'PUT', body: 'late' })).status, 404);
    }, asked(async ({ url: given }) => { page = given; return { action: 'decline' }; }));
  },
};

await run({
  ...Object.fromEntries(Object.keys(kinds).flatMap((kind) =>
    Object.entries(cases).map(([name, work]) => [`${kind}: ${name}`, () => connected(kind, work)]))),
  ...persons,
});
