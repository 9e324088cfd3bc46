// A whole upload with the client that openapi-generator makes for typescript-fetch with its defaults.
import {
  Configuration, FilesApi, FileInfo, Problem, ProblemFromJSON, ResponseError, ServiceApi, TicketsApi, UploadsApi,
} from './typescript-fetch/index.js';
import { bytes, check, equal, rest, settings } from './shared.js';

const configuration = new Configuration({ basePath: settings.url, accessToken: settings.key });
const uploads = new UploadsApi(configuration);
const files = new FilesApi(configuration);
const tickets = new TicketsApi(configuration);

async function problemOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (e) {
    if (e instanceof ResponseError) return ProblemFromJSON(await e.response.json());
    throw e;
  }
  throw new Error('no error came');
}

const content = async (fileId: string, range?: string) =>
  new Uint8Array(await (await files.readContent({ fileId, range })).arrayBuffer());

const opened: FileInfo = await uploads.openUpload({ openRequest: { filename: 'größe.bin', contentType: 'application/json' } });
const fileId = opened.fileId;
check(opened.size === 0 && opened.sha256 === null && opened.expiresAt > opened.createdAt, 'opened');
for (const { offset, chunk } of rest()) {
  const appendRequest = { data: Buffer.from(chunk).toString('base64'), offset };
  const appended = await uploads.appendChunk({ fileId, appendRequest });
  check(appended.size === offset + chunk.length, 'appended');
  check((await uploads.appendChunk({ fileId, appendRequest })).replayed === true, 'replayed');
}
const gap = await problemOf(uploads.appendChunk({ fileId, appendRequest: { data: 'SGVsbG8s', offset: bytes.length + 7 } }));
check(gap.status === 409 && gap.code === 'offset-mismatch' && gap.expectedOffset === bytes.length, 'problem');
check(gap.next?.path === `/uploads/${fileId}` && gap.next.body?.offset === bytes.length, 'next');
const complete = await uploads.completeUpload({ fileId, completeRequest: { size: bytes.length } });
check(complete.status === 'complete' && complete.sha256 !== null, 'complete');
check((await files.findFile({ fileId })).sha256 === complete.sha256, 'info');
check((await files.listFiles({ status: 'complete' })).data.some(file => file.fileId === fileId), 'list');
check(equal(await content(fileId), bytes), 'content');
check(equal(await content(fileId, 'bytes=5-9'), bytes.subarray(5, 10)), 'range');
await files.deleteFile({ fileId });
const gone = await problemOf(files.findFile({ fileId }));
check(gone.code === 'gone' && gone.lastSize === bytes.length, 'gone');

const whole = await files.storeFile({ file: new File([bytes], 'a.bin') });
check(equal(await content(whole.fileId), bytes), 'whole');
await uploads.cancelUpload({ fileId: whole.fileId });

const held = (await uploads.openUpload({ openRequest: { filename: 'a' } })).fileId;
const token = (await tickets.issueTicket({ fileId: held })).url.split('/').pop()!;
check((await tickets.redeemTicket({ token, body: new Blob([bytes]) })).size === bytes.length, 'ticket');
check(equal(await content(held), bytes), 'by ticket');
await files.deleteFile({ fileId: held });

check((await new ServiceApi(configuration).readLimits()).maxFileBytes > 2 ** 31, 'limits');
console.log('ok typescript-fetch');
