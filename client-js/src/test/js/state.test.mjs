import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storageStore } from '../../main/js/state.js';

test('a store in localStorage says what is missing where there is none', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  Object.defineProperty(globalThis, 'localStorage', { value: undefined, configurable: true });
  try {
    assert.throws(() => storageStore(), /no localStorage here.*memoryStore\(\)/);
  } finally {
    if (before) Object.defineProperty(globalThis, 'localStorage', before);
    else delete globalThis.localStorage;
  }
});

test('a store keeps states in the storage that it is given', () => {
  const kept = new Map();
  const store = storageStore({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  });
  store.set('a', { idempotencyKey: 'x' });
  assert.deepEqual(store.get('a'), { idempotencyKey: 'x' });
  store.delete('a');
  assert.equal(store.get('a'), undefined);
});
