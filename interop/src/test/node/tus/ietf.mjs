// Uploads by tus-js-client, unchanged, in the revisions of the IETF's draft that it speaks.
import { createHash, randomBytes } from 'node:crypto';
import * as tus from 'tus-js-client';

const base = process.env.PIECEMEAL_TEST_URL;
const headers = { Authorization: `Bearer ${process.env.PIECEMEAL_TEST_KEY}` };
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
const bytes = randomBytes(12_345_678);

function upload(content, options, begun = () => {}) {
  return new Promise((resolve, reject) => {
    const running = new tus.Upload(content, {
      endpoint: `${base}/rufh`,
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

async function check(name, url, sent) {
  const id = url.split('/').pop();
  const file = await (await fetch(`${base}/files/${id}`, { headers })).json();
  const stored = Buffer.from(await (await fetch(`${base}/files/${id}/content`, { headers })).arrayBuffer());
  if (file.status !== 'complete' || file.size !== sent.length || digest(stored) !== digest(sent)) {
    throw new Error(`${name}: ${JSON.stringify(file)} instead of ${sent.length} bytes`);
  }
  if (file.filename !== 'report ü.bin') throw new Error(`${name}: ${file.filename}`);
  console.log(`ok ${name}: ${sent.length} bytes`);
}

for (const protocol of ['ietf-draft-03', 'ietf-draft-05']) {
  const modes = {
    plain: {},
    chunked: { chunkSize: 1_000_000 },
    'with creation': { uploadDataDuringCreation: true, chunkSize: 4_000_000 },
  };
  for (const [name, options] of Object.entries(modes)) {
    await check(`${protocol} ${name}`, (await upload(bytes, { protocol, ...options })).url, bytes);
  }

  // Broken off by the client, and gone on with by another one that knows the URL alone.
  let running;
  const half = await new Promise((resolve, reject) => {
    upload(bytes, {
      protocol,
      chunkSize: 2_000_000,
      onError: reject,
      onChunkComplete: (_, sent) => {
        if (sent >= 6_000_000) running.abort().then(() => resolve(running.url), reject);
      },
    }, (begun) => { running = begun; });
  });
  let first = -1;
  await upload(bytes, {
    protocol,
    uploadUrl: half,
    chunkSize: 2_000_000,
    onProgress: (sent) => { if (first < 0) first = sent; },
  });
  if (first < 4_000_000) throw new Error(`began again at ${first}`);
  await check(`${protocol} resumed`, half, bytes);

  const unwanted = await upload(bytes, { protocol, chunkSize: 5_000_000 });
  await unwanted.abort(true);
  const gone = await fetch(unwanted.url, { method: 'HEAD', headers });
  if (gone.status !== 410) throw new Error(`terminated, and HEAD is ${gone.status}`);
  console.log(`ok ${protocol} terminated`);
}
