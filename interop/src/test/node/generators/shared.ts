// What the uploads by TypeScript clients have in common.
import { randomBytes } from 'node:crypto';

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
}

export const settings = { url: need('PIECEMEAL_TEST_URL'), key: need('PIECEMEAL_TEST_KEY') };
export const bytes = new Uint8Array(randomBytes(1_000_003));

export function* rest(): Generator<{ offset: number; chunk: Uint8Array }> {
  for (let offset = 0; offset < bytes.length; offset += 300_000) {
    yield { offset, chunk: bytes.subarray(offset, offset + 300_000) };
  }
}

export const equal = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

export function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
