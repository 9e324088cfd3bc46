// A whole upload with the client that orval makes for fetch.
import {
  appendChunk, completeUpload, deleteFile, findFile, issueTicket, listFiles, openUpload, readContent, redeemTicket, storeFile,
} from './orval/api.js';
import { bytes, check, equal, rest, settings } from './shared.js';

// Its calls have a path for a URL, and no key: that of this fetch is added to them.
const send = globalThis.fetch;
globalThis.fetch = (path, init) => {
  const headers = new Headers(init?.headers);
  headers.set('Authorization', `Bearer ${settings.key}`);
  return send(new URL(String(path), settings.url), { ...init, headers });
};

async function content(fileId: string, options?: RequestInit): Promise<Uint8Array> {
  const read = await readContent(fileId, options);
  check(read.status === 200 || read.status === 206, 'read');
  return new Uint8Array(await read.data.arrayBuffer());
}

async function opened(request: Parameters<typeof openUpload>[0]): Promise<string> {
  const answer = await openUpload(request);
  check(answer.status === 201, 'opened');
  return answer.data.file_id;
}

const id = await opened({ filename: 'größe.bin', content_type: 'application/json' });
for (const { offset, chunk } of rest()) {
  const request = { data: Buffer.from(chunk).toString('base64'), offset };
  const appended = await appendChunk(id, request);
  check(appended.status === 200 && appended.data.size === offset + chunk.length, 'appended');
  const again = await appendChunk(id, request);
  check(again.status === 200 && again.data.replayed === true, 'replayed');
}
const gap = await appendChunk(id, { data: 'SGVsbG8s', offset: bytes.length + 7 });
check(gap.status === 409 && gap.data.code === 'offset-mismatch' && gap.data.expected_offset === bytes.length, 'problem');
const complete = await completeUpload(id, { size: bytes.length });
check(complete.status === 200 && complete.data.status === 'complete', 'complete');
const info = await findFile(id);
check(info.status === 200 && info.data.sha256 === complete.data.sha256, 'info');
const list = await listFiles({ status: 'complete' });
check(list.status === 200 && list.data.data.some(file => file.file_id === id), 'list');
check(equal(await content(id), bytes), 'content');
check(equal(await content(id, { headers: { Range: 'bytes=5-9' } }), bytes.subarray(5, 10)), 'range');
check((await deleteFile(id)).status === 204, 'deleted');
const gone = await findFile(id);
check(gone.status === 410 && gone.data.code === 'gone' && gone.data.last_size === bytes.length, 'gone');

const whole = await storeFile({ file: new File([bytes], 'a.bin') });
check(whole.status === 201 && equal(await content(whole.data.file_id), bytes), 'whole');
await deleteFile(whole.data.file_id);

const held = await opened({ filename: 'a' });
const issued = await issueTicket(held);
check(issued.status === 201, 'issued');
const sent = await redeemTicket(issued.data.url.split('/').pop()!, new Blob([bytes]));
check(sent.status === 200 && sent.data.size === bytes.length && equal(await content(held), bytes), 'by ticket');
await deleteFile(held);
console.log('ok orval');
