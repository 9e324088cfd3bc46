// A whole upload with the client that @hey-api/openapi-ts makes with its defaults.
import {
  appendChunk, completeUpload, deleteFile, findFile, issueTicket, listFiles, openUpload, readContent, redeemTicket, storeFile,
} from './hey-api/index.js';
import { client } from './hey-api/client.gen.js';
import { bytes, check, equal, rest, settings } from './shared.js';

client.setConfig({ baseUrl: settings.url, auth: settings.key });

// Without parseAs the client reads what was stored as JSON or text by its content type.
async function content(file_id: string): Promise<Uint8Array> {
  const { data } = await readContent({ path: { file_id }, parseAs: 'blob', throwOnError: true });
  return new Uint8Array(await data.arrayBuffer());
}

const opened = await openUpload({ body: { filename: 'größe.bin', content_type: 'application/json' }, throwOnError: true });
const path = { file_id: opened.data.file_id };
for (const { offset, chunk } of rest()) {
  const body = { data: Buffer.from(chunk).toString('base64'), offset };
  check((await appendChunk({ path, body, throwOnError: true })).data.size === offset + chunk.length, 'appended');
}
const gap = (await appendChunk({ path, body: { data: 'SGVsbG8s', offset: bytes.length + 7 } })).error;
check(gap?.code === 'offset-mismatch' && gap.expected_offset === bytes.length, 'problem');
const complete = (await completeUpload({ path, body: { size: bytes.length }, throwOnError: true })).data;
check(complete.status === 'complete' && complete.sha256 !== null, 'complete');
check((await findFile({ path, throwOnError: true })).data.sha256 === complete.sha256, 'info');
check((await listFiles({ throwOnError: true })).data.data.some(file => file.file_id === path.file_id), 'list');
check(equal(await content(path.file_id), bytes), 'content');
await deleteFile({ path, throwOnError: true });
const gone = (await findFile({ path })).error;
check(gone?.code === 'gone' && gone.last_size === bytes.length, 'gone');

const whole = (await storeFile({ body: { file: new File([bytes], 'a.bin') }, throwOnError: true })).data;
check(equal(await content(whole.file_id), bytes), 'whole');
await deleteFile({ path: { file_id: whole.file_id }, throwOnError: true });

const held = { file_id: (await openUpload({ body: { filename: 'a' }, throwOnError: true })).data.file_id };
const token = (await issueTicket({ path: held, throwOnError: true })).data.url.split('/').pop()!;
const sent = await redeemTicket({ path: { token }, body: new Blob([bytes]), throwOnError: true });
check(sent.data.size === bytes.length && equal(await content(held.file_id), bytes), 'by ticket');
await deleteFile({ path: held, throwOnError: true });
console.log('ok hey-api');
