// Uploads by tus-js-client, unchanged, in each of its modes.
import { Readable } from 'node:stream';
import { bytes, check, resumes, terminates, uploads } from './sending.mjs';

const upload = uploads('/tus');
const modes = {
  plain: {},
  chunked: { chunkSize: 1_000_000 },
  parallel: { parallelUploads: 3 },
  'with creation': { uploadDataDuringCreation: true, chunkSize: 4_000_000 },
  'override PATCH': { overridePatchMethod: true, chunkSize: 5_000_000 },
};
for (const [name, options] of Object.entries(modes)) {
  await check(name, (await upload(bytes, options)).url, bytes, { named: name !== 'parallel' });
}

const deferred = await upload(Readable.from(bytes), { uploadLengthDeferred: true, chunkSize: 3_000_000 });
await check('deferred length', deferred.url, bytes);

await check('no bytes', (await upload(Buffer.alloc(0))).url, Buffer.alloc(0));

await resumes('', upload);
await terminates('', upload);

try {
  await upload(bytes, { metadata: { filename: 'a/b' } });
  throw new Error('a filename with a slash was taken');
} catch (e) {
  if (e.originalResponse?.getStatus() !== 400) throw e;
  console.log('ok refused: 400');
}
