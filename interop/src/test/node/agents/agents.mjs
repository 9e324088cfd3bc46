// One file by each client: what works, as a line of JSON for each step, after listTools.
import assert from 'node:assert/strict';
import { clients, manifest } from './clients.mjs';
import { status } from './service.mjs';

const TOOLS = ['upload_create', 'upload_append', 'upload_text', 'upload_many', 'upload_ticket', 'upload_from_person', 'upload_status', 'upload_complete',
  'upload_rewind', 'upload_cancel', 'file_list', 'file_read', 'file_ticket'];

const succeeds = (answer) => {
  assert.equal(answer.failed, false, answer.text);
  return answer.text;
};

// Each goes on from where the one before it ended.
const steps = {
  list: async (client) => {
    assert.deepEqual([...client.list()].sort(), [...TOOLS].sort());
  },
  create: async (client, file) => {
    const text = succeeds(await client.call('upload_create', { filename: 'greeting.txt' }));
    [, file.id] = /"file_id\\?":\s*\\?"([a-z0-9]+)/.exec(text) ?? assert.fail(text);
  },
  append: async (client, file) => {
    const text = succeeds(await client.call('upload_append',
      { file_id: file.id, offset: 0, encoding: 'utf8', data: 'Hello, world' }));
    assert.match(text, /"next_offset\\?":\s*12/);
  },
  error: async (client, file) => {
    const { text } = await client.call('upload_append', { file_id: file.id, offset: 99, encoding: 'utf8', data: 'x' });
    assert.match(text, /offset_mismatch: the server has/);
    assert.match(text, /upload_append/, text);
    assert.ok(text.includes(file.id), text);
    assert.match(text, /offset\W+12/, text);
  },
  read: async (client, file) => {
    assert.match(succeeds(await client.call('file_read', { file_id: file.id })), /Hello, world/);
  },
  delete: async (client, file) => {
    succeeds(await client.call('upload_cancel', { file_id: file.id }));
    assert.equal(await status(`/files/${file.id}`), 410);
  },
};

const version = (name) => (name.startsWith('./') ? '' : manifest(name).version);

let failed = 0;
for (const [name, connect] of Object.entries(clients)) {
  const passed = [];
  let client;
  try {
    client = await connect();
    const file = {};
    for (const [step, work] of Object.entries(steps)) {
      try {
        await work(client, file);
        passed.push(step);
      } catch (e) {
        console.log(`FAILED ${name}: ${step}: ${e.stack}`);
      }
    }
  } catch (e) {
    console.log(`FAILED ${name}: ${e.stack}`);
  } finally {
    await client?.close();
  }
  if (passed.length < Object.keys(steps).length) failed++;
  console.log(`RESULT ${JSON.stringify({ name, version: version(name), passed })}`);
}
process.exit(failed ? 1 : 0);
