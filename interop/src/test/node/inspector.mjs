// A whole upload by the command line of the MCP Inspector, one process for each call.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authorization, content, run, url } from './service.mjs';

const manifest = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json');
const cli = join(manifest, '../clients/launcher/build/index.js');
const exec = promisify(execFile);

// It keeps settings of its own in the home folder.
const home = await mkdtemp(join(tmpdir(), 'inspector'));
process.on('exit', () => rm(home, { recursive: true, force: true }));

async function inspect(...args) {
  const { stdout } = await exec(process.execPath,
    [cli, '--cli', `${url}/mcp`, '--transport', 'http', '--header', `Authorization: ${authorization}`, ...args],
    { env: { ...process.env, HOME: home }, maxBuffer: 64 << 20 });
  return JSON.parse(stdout);
}

async function facts(tool, args) {
  const pairs = Object.entries(args).map(([name, value]) => `${name}=${value}`);
  const result = await inspect('--method', 'tools/call', '--tool-name', tool, '--tool-arg', ...pairs);
  const answer = result.result ?? result;
  assert.ok(!answer.isError, JSON.stringify(answer));
  return answer.structuredContent;
}

await run({
  'the schemas of all tools are portable': async () => {
    const answer = await inspect('--method', 'tools/list', '--strict');
    assert.equal((answer.result ?? answer).tools.length, 13);
  },

  'a file is uploaded': async () => {
    const { file_id: id } = await facts('upload_create', { filename: 'inspected.txt' });
    await facts('upload_append', { file_id: id, offset: 0, encoding: 'utf8', data: 'in pieces, ' });
    const again = await facts('upload_append', { file_id: id, offset: 0, encoding: 'utf8', data: 'in pieces, ' });
    assert.equal(again.replayed, true);
    await facts('upload_append', { file_id: id, offset: 11, encoding: 'utf8', data: 'by hand' });
    assert.equal((await facts('upload_complete', { file_id: id, size: 18 })).status, 'complete');
    assert.equal((await content(id)).toString(), 'in pieces, by hand');
  },
});
