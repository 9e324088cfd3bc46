// A host that knows SEP-2631, as a script: what it sends and what it is answered has to be what files-2631.json says.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { authorization, url } from './service.mjs';

const VERSION = '2026-07-28';
const INLINE = 4096;

const ajv = addFormats(new Ajv({ strict: true, strictRequired: false, allErrors: true }));
ajv.addSchema(JSON.parse(await readFile(new URL('./files-2631.json', import.meta.url))), 'proposal');

export function valid(shape, value) {
  const check = ajv.getSchema(`proposal#/$defs/${shape}`);
  assert.ok(check(value), `${shape}: ${ajv.errorsText(check.errors)}: ${JSON.stringify(value)}`);
  return value;
}

async function send(method, params, headers = {}) {
  const answer = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', accept: 'application/json, text/event-stream',
      'mcp-protocol-version': VERSION, 'mcp-method': method, ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return answer.json();
}

const files = valid('capability', { upload: {}, download: {}, transports: ['https'] });
const meta = (capabilities) => ({ _meta: { 'io.modelcontextprotocol/protocolVersion': VERSION,
  'io.modelcontextprotocol/clientCapabilities': capabilities } });

export const ask = (method, params, headers, capabilities = { files }) =>
  send(method, { ...params, ...meta(capabilities) }, headers);

async function result(method, shape, params, taken) {
  const sent = valid(shape, { ...params, ...meta({ files }) });
  const answer = await send(method, sent);
  assert.ok(answer.result, JSON.stringify(answer));
  return valid(taken, answer.result);
}

export const digest = (hex) => ({ algorithm: 'sha-256', value: Buffer.from(hex, 'hex').toString('base64url') });
export const announce = (params) => result('files/authorizeUpload', 'authorizeUpload', params, 'uploadAuthorized');
export const refused = async (method, params) => valid('refusal', (await ask(method, params)).error);

export async function capability() {
  const { result: { capabilities } } = await ask('server/discover', {});
  return valid('capability', capabilities.experimental.files);
}

// What the tool's file-valued argument takes, as the host reads it from the list of the tools.
export async function fileArgument(tool) {
  const { result: { tools } } = await ask('tools/list', {});
  return valid('fileArgument', tools.find((each) => each.name === tool).inputSchema.properties.file)['x-mcp-file'];
}

// The host puts the file's address in the place of the path that the model named.
export async function filled(path, name, sha256) {
  const bytes = await readFile(path);
  const { maxSize, transferModes } = await fileArgument('upload_file');
  if (bytes.length <= Math.min(INLINE, maxSize) && transferModes.includes('inline')) {
    return `data:application/octet-stream;base64,${bytes.toString('base64')}`;
  }
  const { file, upload } = await announce({ name, mimeType: 'application/octet-stream', size: bytes.length, digest: digest(sha256) });
  const answer = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: bytes });
  assert.equal(answer.status, 200, await answer.text());
  return file.uri;
}

export async function callTool(name, args) {
  const { result: answer } = await ask('tools/call', { name, arguments: args }, { 'mcp-name': name });
  assert.equal(answer.isError, false, JSON.stringify(answer));
  return answer;
}

// The bytes of the file that a result hands out.
export async function fetched(answer) {
  const { file } = valid('fileBlock', answer.content.find((block) => block.type === 'file'));
  const { download, file: same } = await result('files/authorizeDownload', 'authorizeDownload', { uri: file.uri }, 'downloadAuthorized');
  assert.equal(same.uri, file.uri);
  const got = await fetch(download.url, { method: download.method, headers: download.headers });
  assert.equal(got.status, 200);
  return { file: same, bytes: Buffer.from(await got.arrayBuffer()) };
}
