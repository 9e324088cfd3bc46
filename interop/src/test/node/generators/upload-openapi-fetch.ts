// A whole upload with openapi-fetch on the types of openapi-typescript.
import createClient from 'openapi-fetch';
import type { paths } from './openapi-typescript.js';
import { bytes, check, equal, rest, settings } from './shared.js';

const { GET, POST, PUT, DELETE } = createClient<paths>({
  baseUrl: settings.url,
  headers: { Authorization: `Bearer ${settings.key}` },
});

const opened = (await POST('/uploads', { body: { filename: 'größe.bin', content_type: 'application/json' } })).data!;
const params = { path: { file_id: opened.file_id } };
for (const { offset, chunk } of rest()) {
  const body = { data: Buffer.from(chunk).toString('base64'), offset };
  check((await PUT('/uploads/{file_id}', { params, body })).data?.size === offset + chunk.length, 'appended');
}
const gap = (await PUT('/uploads/{file_id}', { params, body: { data: 'SGVsbG8s', offset: bytes.length + 7 } })).error;
check(gap?.code === 'offset-mismatch' && gap.expected_offset === bytes.length, 'problem');
const complete = (await POST('/uploads/{file_id}/complete', { params, body: { size: bytes.length } })).data;
check(complete?.status === 'complete', 'complete');
check((await GET('/files/{file_id}', { params })).data?.sha256 === complete.sha256, 'info');
check((await GET('/files')).data!.data.some(file => file.file_id === opened.file_id), 'list');
const read = await GET('/files/{file_id}/content', { params, parseAs: 'arrayBuffer' });
check(equal(new Uint8Array(read.data!), bytes), 'content');
check((await DELETE('/files/{file_id}', { params })).response.status === 204, 'deleted');
check((await GET('/files/{file_id}', { params })).error?.code === 'gone', 'gone');
console.log('ok openapi-typescript');
