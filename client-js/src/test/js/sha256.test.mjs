import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import test from 'node:test';
import {Sha256} from '../../main/js/sha256.js';

const expected = (bytes) => createHash('sha256').update(bytes).digest('hex');

test('digests of all lengths around the blocks are those of node:crypto', () => {
  const bytes = randomBytes(300);
  for (let length = 0; length <= bytes.length; length++) {
    assert.equal(new Sha256().update(bytes.subarray(0, length)).hex(), expected(bytes.subarray(0, length)), `length ${length}`);
  }
});

test('pieces of any length have the digest of the whole, and a digest ends nothing', () => {
  const bytes = randomBytes(100_000);
  const digest = new Sha256();
  for (let at = 0, length = 0; at < bytes.length; at += length, length = (length * 7 + 1) % 1000) {
    digest.update(bytes.subarray(at, at + length));
    if (at % 5 === 0) assert.equal(digest.hex(), expected(bytes.subarray(0, Math.min(at + length, bytes.length))));
  }
  assert.equal(digest.hex(), expected(bytes));
  assert.equal(digest.length, bytes.length);
});

test('the length of more than 2^32 bits is right', () => {
  const bytes = new Uint8Array(1 << 20);
  const ours = new Sha256();
  const theirs = createHash('sha256');
  for (let i = 0; i < 513; i++) {
    ours.update(bytes);
    theirs.update(bytes);
  }
  assert.equal(ours.hex(), theirs.digest('hex'));
});
