// What clients make of the tools before and after a call: every schema through Ajv, as it is by default and against the
// metaschemas, and an error of each tool to the official clients once they have listed the tools, for then they validate.
import assert from 'node:assert/strict';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { authorization, call, run, url } from './service.mjs';

const INFO = { name: 'piecemeal-interop', version: '1.0.0' };
const FORMAT = { jsonrpc: '2.0', id: 1 };

const { result: { tools } } = await call('POST', '/mcp', { ...FORMAT, method: 'tools/list' });
const unknown = 'a'.repeat(32);

// A call of each tool that fails, by the facts or by the arguments; an uploading file of three bytes is there.
const mistakes = (id) => ({
  upload_create: [{}, { filename: 'a', size: -1 }, { filename: 'a', sha256: 'abc' }],
  upload_append: [{ file_id: id, offset: 7, encoding: 'utf8', data: 'x' }, { file_id: id, offset: 3, encoding: 'hex', data: 'x' },
    { file_id: id, offset: 3, lines: [{ n: 1, data: 'eA==', check: '000000' }], data: 'x' }],
  upload_text: [{ filename: 'a' }],
  upload_many: [{}, { files: [{ filename: 'a', text: 'x', data: 'eA==' }] }, { files: [{ filename: 'a', text: 'x', sha256: unknown.repeat(2) }] }],
  upload_ticket: [{ file_id: unknown }],
  upload_from_person: [{ filename: 'a/b' }, { message: 'm'.repeat(501) }],
  upload_status: [{ file_id: unknown }],
  upload_complete: [{ file_id: id, size: 99 }],
  upload_rewind: [{ file_id: id, to_size: 9, if_size: 3 }, { file_id: id, to_size: 0, if_size: 9 }],
  upload_cancel: [{ file_id: 'no id at all' }, {}],
  file_ticket: [{ file_id: unknown }, { file_id: id }],
  file_list: [{ status: 'lost' }, { after: 'nowhere' }],
  file_read: [{ file_id: unknown }, { file_id: id, offset: 99 }],
});

const clients = {
  'sdk 1': () => [new OlderClient(INFO), OlderTransport],
  'client 2': () => [new Client(INFO), StreamableHTTPClientTransport],
  'client 2, 2026-07-28': () =>
    [new Client(INFO, { versionNegotiation: { mode: { pin: '2026-07-28' } } }), StreamableHTTPClientTransport],
};

async function connected(kind, work) {
  const [client, Transport] = clients[kind]();
  await client.connect(new Transport(new URL(`${url}/mcp`), { requestInit: { headers: { Authorization: authorization } } }));
  try {
    await client.listTools();
    await work(client);
  } finally {
    await client.close();
  }
}

async function eachErrorIsShown(client) {
  const created = await client.callTool({ name: 'upload_create', arguments: { filename: 'mistaken.txt' } });
  const id = created.structuredContent.file_id;
  await client.callTool({ name: 'upload_append', arguments: { file_id: id, offset: 0, encoding: 'utf8', data: 'abc' } });
  const calls = mistakes(id);
  assert.deepEqual(Object.keys(calls).sort(), tools.map((tool) => tool.name).sort());
  for (const [name, all] of Object.entries(calls)) {
    for (const args of all) {
      const what = `${name} ${JSON.stringify(args)}`;
      const answer = await client.callTool({ name, arguments: args }).catch((e) => assert.fail(`${what}: ${e.message}`));
      assert.equal(answer.isError, true, `${what}: ${JSON.stringify(answer)}`);
      assert.match(answer.content[0].text, /^[a-z0-9]+(_[a-z0-9]+)*: \S/, `${what}: ${answer.content[0].text}`);
    }
  }
  await client.callTool({ name: 'upload_cancel', arguments: { file_id: id } });
}

const schemas = tools.flatMap((tool) =>
  [[`${tool.name}, input`, tool.inputSchema], [`${tool.name}, output`, tool.outputSchema]]);

// A warning is a failure too.
const strict = { strict: true, strictTypes: true, strictTuples: true, allowUnionTypes: true, allErrors: true,
  logger: { log: assert.fail, warn: assert.fail, error: assert.fail } };

const drafts = { 'draft 7, Ajv\'s default': Ajv, '2020-12, the protocol\'s default': Ajv2020 };

const compiles = ([draft, Kind]) => [`every schema is one of ${draft}`, () => {
  for (const [name, schema] of schemas) {
    const ajv = addFormats(new Kind(strict));
    // Where a schema says what it is, an Ajv of another draft does not have it: clients take the statement away, or pass it by.
    const { $schema: _, ...plain } = schema;
    assert.ok(ajv.validateSchema(plain), `${name}: ${ajv.errorsText()}`);
    ajv.compile(plain);
  }
}];

await run(Object.fromEntries([
  ...Object.entries(drafts).map(compiles),
  ...Object.keys(clients).map((kind) => [`${kind}: an error of each tool is shown after listTools`,
    () => connected(kind, eachErrorIsShown)]),
]));
