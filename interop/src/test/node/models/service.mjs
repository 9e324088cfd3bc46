// Where the service is, and what the scripts beside this have in common.
import { createServer, request } from 'node:http';

export const url = process.env.PIECEMEAL_TEST_URL;
export const key = process.env.PIECEMEAL_TEST_KEY;

// Runs cases by their names, one behind the other, and says which failed.
export async function run(cases) {
  for (const [name, work] of Object.entries(cases)) {
    try {
      await work();
      console.log(`✓ ${name}`);
    } catch (e) {
      console.log(`✗ ${name}\n${e.stack ?? e}`);
      process.exitCode = 1;
    }
  }
}

// Bytes without a short period.
export function bytes(length) {
  const all = Buffer.alloc(length);
  for (let i = 0, x = 1; i < length; i++) {
    x = (x * 1103515245 + 12345) % 2147483648;
    all[i] = x >> 16;
  }
  return all;
}

// A proxy before the service that answers the first request whose path matches with 500.
export async function failingOnce(path) {
  let failed = 0;
  const proxy = createServer((asked, answer) => {
    if (path.test(asked.url) && failed === 0) {
      failed++;
      asked.resume();
      asked.on('end', () => answer.writeHead(500).end('{}'));
      return;
    }
    const on = request(
      new URL(asked.url, url),
      { method: asked.method, headers: { ...asked.headers, host: new URL(url).host } },
      (back) => {
        answer.writeHead(back.statusCode, back.headers);
        back.pipe(answer);
      },
    );
    asked.pipe(on);
  });
  await new Promise((listening) => { proxy.listen(0, '127.0.0.1', listening); });
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    failures: () => failed,
    close: () => { proxy.closeAllConnections(); proxy.close(); },
  };
}
