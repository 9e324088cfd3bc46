import assert from 'node:assert/strict';
import test from 'node:test';
import {Piecemeal} from '../../main/js/index.js';

const json = (members, status = 200) => new Response(JSON.stringify(members), {status, headers: {'content-type': 'application/problem+json'}});
const file = (size, status) => ({file_id: 'f', filename: 'n', size, status, sha256: null, content_type: 'text/plain'});
const forbidden = {code: 'forbidden', detail: 'The key may not read.', retryable: false, needed_scope: 'read'};

test('a key that may only write sends a chunk again whose answer is lost', async () => {
  const calls = [];
  let lost = false;
  const fetch = async (url, {method = 'GET', body} = {}) => {
    const {pathname} = new URL(url);
    calls.push(`${method} ${pathname}`);
    if (pathname === '/limits') return json({max_chunk_bytes: 100, recommended_chunk_bytes: 100, max_file_bytes: 1000});
    if (method === 'GET') return json(forbidden, 403);
    if (method === 'PUT' && !lost) {
      lost = true;
      throw new TypeError('the connection is gone');
    }
    if (method === 'PUT') assert.equal(JSON.parse(body).offset, 0);
    return json(file(pathname === '/uploads' ? 0 : 3, pathname.endsWith('complete') ? 'complete' : 'uploading'));
  };
  const client = new Piecemeal({baseUrl: 'http://service.test', fetch});
  const stored = await client.upload(new Uint8Array([1, 2, 3]), {filename: 'n'});
  assert.equal(stored.status, 'complete');
  assert.equal(calls.filter((call) => call === 'PUT /uploads/f').length, 2);
  await assert.rejects(client.get('f'), {code: 'forbidden'});
});
