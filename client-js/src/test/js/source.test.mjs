import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {Readable} from 'node:stream';
import test from 'node:test';
import {base64} from '../../main/js/base64.js';
import {ChunkSize} from '../../main/js/chunk-size.js';
import {sourceOf} from '../../main/js/source.js';
import {storageStore} from '../../main/js/state.js';

const bytes = randomBytes(10_000);

async function* pieces() {
  for (let at = 0, length = 0; at < bytes.length; at += length, length = (length * 3 + 1) % 777) yield bytes.subarray(at, at + length);
}

const kinds = {
  'a Blob': () => new Blob([bytes]),
  'bytes': () => new Uint8Array(bytes),
  'an ArrayBuffer': () => new Uint8Array(bytes).buffer,
  'a ReadableStream': () => new Blob([bytes]).stream(),
  'an AsyncIterable': pieces,
  'a stream of Node.js': () => Readable.from(pieces()),
};

for (const [kind, make] of Object.entries(kinds)) {
  test(`${kind} is read in the pieces that are wanted, to its end`, async () => {
    const source = sourceOf(make());
    const read = [];
    for (let piece = await source.read(999); piece.length > 0; piece = await source.read(999)) read.push(piece);
    assert.ok(read.slice(0, -1).every(({length}) => length === 999));
    assert.ok(Buffer.concat(read).equals(bytes));
    assert.equal((await source.read(1)).length, 0);
  });
}

test('what cannot be uploaded is refused', async () => {
  for (const what of ['text', null, undefined, {}, 7]) assert.throws(() => sourceOf(what), TypeError);
  async function* texts() {
    yield 'text';
  }
  await assert.rejects(sourceOf(texts()).read(1), TypeError);
});

test('a stream that is closed early is cancelled', async () => {
  let cancelled = false;
  const source = sourceOf(new ReadableStream({
    pull: (controller) => controller.enqueue(bytes),
    cancel() {
      cancelled = true;
    },
  }));
  await source.read(5);
  source.close(new Error('enough'));
  assert.ok(cancelled);
});

test('Base64 is that of Node.js at all lengths', () => {
  for (const length of [0, 1, 2, 3, 0x8000 - 1, 0x8000, 0x8000 + 1, 100_000]) {
    const some = randomBytes(length);
    assert.equal(base64(new Uint8Array(some)), some.toString('base64'));
  }
});

test('a chunk gets smaller to an end, and larger again only where nothing refused it', () => {
  const broken = new ChunkSize(1 << 20);
  for (let i = 0; i < 10; i++) broken.shrink();
  assert.equal(broken.value, 64 * 1024);
  for (let i = 0; i < 10; i++) broken.grow();
  assert.equal(broken.value, 1 << 20);

  const refused = new ChunkSize(200 * 1024);
  assert.ok(refused.refuse());
  assert.equal(refused.value, 100 * 1024);
  refused.grow();
  assert.equal(refused.value, 100 * 1024);
  assert.ok(!refused.refuse());
  assert.ok(refused.refuse(1000));
  assert.equal(refused.value, 1000);
  refused.shrink();
  assert.equal(refused.value, 1000);
});

test('a state is kept in a storage', async () => {
  const items = new Map();
  const store = storageStore({
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => items.set(name, value),
    removeItem: (name) => items.delete(name),
  });
  const state = {idempotencyKey: 'k', fileId: 'f', offset: 5, prefixSha256: 'x'};
  assert.equal(await store.get('a'), undefined);
  await store.set('a', state);
  assert.deepEqual(await store.get('a'), state);
  assert.deepEqual([...items.keys()], ['piecemeal:a']);
  await store.delete('a');
  assert.equal(items.size, 0);
});
