// A program with types, as others write it: compiled against the declarations that the package ships, and never run.
import { Piecemeal, PiecemealError, Sha256, indexedDbStore, memoryStore, storageStore } from './types/index.js';
import type { PiecemealFile, Progress, StateStore, UploadOptions } from './types/index.js';

const client = new Piecemeal({ baseUrl: 'https://files.example.com', key: async ({ refused }) => (refused ? 'new' : 'old') });

export async function all(chosen: File, stop: AbortSignal): Promise<string> {
  const store: StateStore = chosen.size > 1e9 ? indexedDbStore() : storageStore();
  const options: UploadOptions = {
    store,
    signal: stop,
    onProgress: ({ phase, sent, total }: Progress) => console.log(phase, total === null ? sent : sent / total),
  };
  const file: PiecemealFile = await client.upload(chosen, options);
  const results = await client.uploadAll([chosen, new Uint8Array(3), chosen.stream()], { concurrency: 2 });
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  const content = await client.download(file.file_id, { start: 5 });
  for await (const bytes of content) console.log(bytes.length);
  for await (const event of client.events({ after: 'latest' })) console.log(event.type, event.data.file_id);
  for await (const one of client.files({ status: 'complete' })) console.log(one.filename);
  const { url } = await client.ticket(file.file_id);
  const { size } = await client.uploadToTicket(url, await content.blob());
  try {
    await client.rewind(file.file_id, { toSize: 0, ifSize: size });
  } catch (e) {
    if (e instanceof PiecemealError && e.retryable) return e.next?.path ?? e.code;
  }
  // @ts-expect-error a number is no file
  await client.upload(7);
  // @ts-expect-error the option is called filename
  await client.upload(chosen, { name: 'a', store: memoryStore() });
  return new Sha256().update(new Uint8Array(1)).hex();
}
