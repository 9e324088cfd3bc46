// What tus-js-client does the same in each protocol that it speaks; each file is read back by the JSON API.
import { createHash, randomBytes } from 'node:crypto';
import * as tus from 'tus-js-client';

const FILENAME = 'report ü.bin';
const base = process.env.PIECEMEAL_TEST_URL;
const headers = { Authorization: `Bearer ${process.env.PIECEMEAL_TEST_KEY}` };
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

export const bytes = randomBytes(12_345_678);

// How files are uploaded to a path of the service.
export const uploads = (path, always = {}) => (content, options = {}, begun = () => {}) =>
  new Promise((resolve, reject) => {
    const running = new tus.Upload(content, {
      endpoint: base + path,
      headers,
      retryDelays: [0, 100, 500],
      metadata: { filename: FILENAME, filetype: 'application/x-test' },
      onError: reject,
      onSuccess: () => resolve(running),
      ...always,
      ...options,
    });
    begun(running);
    running.start();
  });

export async function check(name, url, sent, { named = true } = {}) {
  const id = url.split('/').pop();
  const file = await (await fetch(`${base}/files/${id}`, { headers })).json();
  const stored = Buffer.from(await (await fetch(`${base}/files/${id}/content`, { headers })).arrayBuffer());
  if (file.status !== 'complete' || file.size !== sent.length || digest(stored) !== digest(sent)) {
    throw new Error(`${name}: ${JSON.stringify(file)} instead of ${sent.length} bytes`);
  }
  if (named && file.filename !== FILENAME) throw new Error(`${name}: ${file.filename}`);
  console.log(`ok ${name}: ${sent.length} bytes`);
}

// Broken off by the client, and gone on with by another one that knows the URL alone.
export async function resumes(name, upload) {
  let running;
  const half = await new Promise((resolve, reject) => {
    upload(bytes, {
      chunkSize: 2_000_000,
      onError: reject,
      onChunkComplete: (_, sent) => {
        if (sent >= 6_000_000) running.abort().then(() => resolve(running.url), reject);
      },
    }, (begun) => { running = begun; });
  });
  let first = -1;
  await upload(bytes, {
    uploadUrl: half,
    chunkSize: 2_000_000,
    onProgress: (sent) => { if (first < 0) first = sent; },
  });
  if (first < 4_000_000) throw new Error(`began again at ${first}`);
  await check(`${name}resumed`, half, bytes);
}

export async function terminates(name, upload) {
  const unwanted = await upload(bytes, { chunkSize: 5_000_000 });
  await unwanted.abort(true);
  const gone = await fetch(unwanted.url, { method: 'HEAD', headers });
  if (gone.status !== 410) throw new Error(`terminated, and HEAD is ${gone.status}`);
  console.log(`ok ${name}terminated`);
}
