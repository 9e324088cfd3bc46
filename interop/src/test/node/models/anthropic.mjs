// Files by Anthropic's library for Node.js, as it is.
import assert from 'node:assert/strict';
import Anthropic, { toFile } from '@anthropic-ai/sdk';
import { bytes, key, run, url } from './service.mjs';

const client = new Anthropic({ baseURL: `${url}/anthropic`, apiKey: key });

await run({
  'a file is stored, shown, read and deleted': async () => {
    const all = bytes(1_000_000);
    const file = await client.files.upload({
      file: await toFile(all, 'a.pdf', { type: 'application/pdf' }),
      expires_in_seconds: 3600,
    });
    assert.equal(file.size_bytes, all.length);
    assert.equal(file.mime_type, 'application/pdf');
    assert.equal(Date.parse(file.expires_at) - Date.parse(file.created_at), 3_600_000);
    assert.deepEqual(await client.files.retrieveMetadata(file.id), file);
    const content = await client.files.download(file.id);
    assert.ok(Buffer.from(await content.arrayBuffer()).equals(all));
    assert.equal((await client.files.delete(file.id)).type, 'file_deleted');
    await assert.rejects(() => client.files.retrieveMetadata(file.id), (e) => {
      assert.ok(e instanceof Anthropic.NotFoundError);
      assert.equal(e.errorCode, 'file_expired');
      assert.match(e.message, /expired or was deleted/);
      return true;
    });
  },
  'all pages are listed': async () => {
    const ids = [];
    for (let i = 0; i < 5; i++) {
      ids.push((await client.files.upload({ file: await toFile(Buffer.from(`${i}`), `${i}.txt`) })).id);
    }
    const found = [];
    for await (const file of client.files.list({ limit: 2 })) found.push(file.id);
    assert.deepEqual(found.slice(0, 5), ids.reverse());
  },
  'a key that is none is refused': async () => {
    const other = new Anthropic({ baseURL: `${url}/anthropic`, apiKey: 'none' });
    await assert.rejects(() => other.files.list(), Anthropic.AuthenticationError);
  },
});
