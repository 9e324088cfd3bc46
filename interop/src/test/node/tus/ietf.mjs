// Uploads by tus-js-client, unchanged, in the revisions of the IETF's draft that it speaks.
import { bytes, check, resumes, terminates, uploads } from './sending.mjs';

for (const protocol of ['ietf-draft-03', 'ietf-draft-05']) {
  const upload = uploads('/rufh', { protocol });
  const modes = {
    plain: {},
    chunked: { chunkSize: 1_000_000 },
    'with creation': { uploadDataDuringCreation: true, chunkSize: 4_000_000 },
  };
  for (const [name, options] of Object.entries(modes)) {
    await check(`${protocol} ${name}`, (await upload(bytes, options)).url, bytes);
  }
  await resumes(`${protocol} `, upload);
  await terminates(`${protocol} `, upload);
}
