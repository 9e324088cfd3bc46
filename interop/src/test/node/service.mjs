// What the scripts have in common: the service under test, called the plain way.
import { createHash, randomBytes } from 'node:crypto';

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
};

export const url = need('PIECEMEAL_TEST_URL');
export const key = need('PIECEMEAL_TEST_KEY');
export const authorization = `Bearer ${key}`;

// The command that starts the bridge for clients without HTTP.
export const bridge = () => JSON.parse(need('PIECEMEAL_TEST_BRIDGE'));

export async function call(method, path, body) {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

export async function content(id) {
  const answer = await fetch(`${url}/files/${id}/content`, { headers: { authorization } });
  if (!answer.ok) throw new Error(`content: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
export const random = (count) => randomBytes(count);

// Runs the named cases one after the other; says one line for each, and ends with 1 if one failed.
export async function run(cases) {
  let failed = 0;
  for (const [name, work] of Object.entries(cases)) {
    try {
      await work();
      console.log(`ok ${name}`);
    } catch (e) {
      failed++;
      console.log(`FAILED ${name}: ${e.stack}`);
    }
  }
  process.exit(failed ? 1 : 0);
}
