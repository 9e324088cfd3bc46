// Uploads by tus-js-client, unchanged, in each of its modes; each file is read back by the JSON API.
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import * as tus from 'tus-js-client';

const base = process.env.PIECEMEAL_TEST_URL;
const headers = { Authorization: `Bearer ${process.env.PIECEMEAL_TEST_KEY}` };
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

function upload(content, options = {}, begun = () => {}) {
  return new Promise((resolve, reject) => {
    const running = new tus.Upload(content, {
      endpoint: `${base}/tus`,
      headers,
      retryDelays: [0, 100, 500],
      metadata: { filename: 'report ü.bin', filetype: 'application/x-test' },
      onError: reject,
      onSuccess: () => resolve(running),
      ...options,
    });
    begun(running);
    running.start();
  });
}

async function check(name, url, bytes) {
  const id = url.split('/').pop();
  const file = await (await fetch(`${base}/files/${id}`, { headers })).json();
  const stored = Buffer.from(await (await fetch(`${base}/files/${id}/content`, { headers })).arrayBuffer());
  if (file.status !== 'complete' || file.size !== bytes.length || digest(stored) !== digest(bytes)) {
    throw new Error(`${name}: ${JSON.stringify(file)} instead of ${bytes.length} bytes`);
  }
  if (name !== 'parallel' && file.filename !== 'report ü.bin') throw new Error(`${name}: ${file.filename}`);
  console.log(`ok ${name}: ${bytes.length} bytes`);
}

const bytes = randomBytes(12_345_678);
const modes = {
  plain: {},
  chunked: { chunkSize: 1_000_000 },
  parallel: { parallelUploads: 3 },
  'with creation': { uploadDataDuringCreation: true, chunkSize: 4_000_000 },
  'override PATCH': { overridePatchMethod: true, chunkSize: 5_000_000 },
};
for (const [name, options] of Object.entries(modes)) {
  await check(name, (await upload(bytes, options)).url, bytes);
}

const deferred = await upload(Readable.from(bytes), { uploadLengthDeferred: true, chunkSize: 3_000_000 });
await check('deferred length', deferred.url, bytes);

await check('no bytes', (await upload(Buffer.alloc(0))).url, Buffer.alloc(0));

// Broken off by the client, and gone on with by another one that knows the URL alone.
const half = await new Promise((resolve, reject) => {
  upload(bytes, {
    chunkSize: 2_000_000,
    onError: reject,
    onChunkComplete: (_, sent) => {
      if (sent >= 6_000_000) running.abort().then(() => resolve(running.url), reject);
    },
  }, (begun) => { globalThis.running = begun; });
});
let first = -1;
await upload(bytes, {
  uploadUrl: half,
  chunkSize: 2_000_000,
  onProgress: (sent) => { if (first < 0) first = sent; },
});
if (first < 4_000_000) throw new Error(`began again at ${first}`);
await check('resumed', half, bytes);

const unwanted = await upload(bytes, { chunkSize: 5_000_000 });
await unwanted.abort(true);
const gone = await fetch(unwanted.url, { method: 'HEAD', headers });
if (gone.status !== 410) throw new Error(`terminated, and HEAD is ${gone.status}`);
console.log('ok terminated');

try {
  await upload(bytes, { metadata: { filename: 'a/b' } });
  throw new Error('a filename with a slash was taken');
} catch (e) {
  if (e.originalResponse?.getStatus() !== 400) throw e;
  console.log('ok refused: 400');
}
