// Pages in a browser: one of another origin that uses all of the API, one of an origin that is not listed, and our own.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { authorization, call, key, run, url } from './service.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const port = process.env.PIECEMEAL_TEST_APP_PORT;
const app = createServer((_, answer) => {
  answer.setHeader('content-type', 'text/html');
  answer.end('<!doctype html><html lang="en"><title>An application</title><p>It calls a service.</p></html>');
});
await new Promise((listening) => { app.listen(port, listening); });

const browser = await chromium.launch({
  executablePath: process.env.PIECEMEAL_TEST_BROWSER,
  // Tests run as root in many a container, where Chromium has no sandbox.
  args: ['--no-sandbox'],
});

// Runs in a page at this address; whatever its policy or its script is unhappy with fails the case.
async function at(address, work, options = {}) {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    const complaints = [];
    page.on('pageerror', (e) => complaints.push(e.message));
    page.on('console', (m) => {
      if (/Content Security Policy/.test(m.text())) complaints.push(m.text());
    });
    await page.goto(address);
    await work(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

// What is done in the page of another origin. It sees nothing of this file.
async function useAll({ url, authorization }) {
  const seen = [];
  async function send(method, path, { body, headers = {}, expected = 200 } = {}) {
    const answer = await fetch(url + path, {
      method, headers: { authorization, ...headers }, body,
    });
    if (answer.status !== expected) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    if (!answer.headers.get('x-request-id')) throw new Error(`${method} ${path}: no request id to be seen`);
    seen.push(`${method} ${answer.status}`);
    return answer;
  }
  const json = (method, path, members, more = {}) => send(method, path, {
    body: JSON.stringify(members), ...more, headers: { 'content-type': 'application/json', ...more.headers },
  });

  const once = { expected: 201, headers: { 'idempotency-key': crypto.randomUUID() } };
  const { file_id: id } = await (await json('POST', '/uploads', { filename: 'a.txt' }, once)).json();
  const again = await json('POST', '/uploads', { filename: 'a.txt' }, once);
  if (again.headers.get('idempotency-replayed') !== 'true') throw new Error('no replay to be seen');
  await json('PUT', `/uploads/${id}`, { data: btoa('hello world'), offset: 0 });
  const conflict = await (await json('PUT', `/uploads/${id}`, { data: btoa('!'), offset: 99 }, { expected: 409 })).json();
  if (conflict.expected_offset !== 11) throw new Error('the facts of the refusal');
  await json('PUT', `/uploads/${id}`, { data: '?' }, { expected: 422 });
  await send('GET', `/uploads/${id}/chunks`);
  await json('POST', `/uploads/${id}/rewind`, { to_size: 0, if_size: 11 });
  await json('PUT', `/uploads/${id}`, { data: btoa('hello'), offset: 0 });
  await send('POST', `/uploads/${id}/complete`);
  const file = await (await send('GET', `/files/${id}`)).json();
  if (file.status !== 'complete' || file.size !== 5) throw new Error(JSON.stringify(file));
  await send('GET', '/files?limit=1');
  const content = await send('GET', `/files/${id}/content`);
  const tag = content.headers.get('etag');
  if (!tag || !content.headers.get('content-disposition')) throw new Error('no facts of the content to be seen');
  if (await content.text() !== 'hello') throw new Error('the content');
  const part = await send('GET', `/files/${id}/content`, { expected: 206, headers: { range: 'bytes=1-2' } });
  if (part.headers.get('content-range') !== 'bytes 1-2/5') throw new Error('no range to be seen');
  await send('GET', `/files/${id}/content`, { expected: 412, headers: { 'if-match': '"x"' } });
  await send('HEAD', `/files/${id}/content`);
  const form = new FormData();
  form.append('file', new Blob(['from a form']), 'b.txt');
  const { file_id: direct } = await (await send('POST', '/files', { body: form, expected: 201 })).json();
  await send('DELETE', `/files/${direct}`, { expected: 204 });
  await send('DELETE', `/files/${id}`, { expected: 204 });
  await send('GET', '/limits');

  const { file_id: other } = await (await json('POST', '/uploads', { filename: 'c.txt' }, { expected: 201 })).json();
  const ticket = await (await json('POST', `/uploads/${other}/ticket`, {}, { expected: 201 })).json();
  for (const range of ['bytes 0-2/6', 'bytes 3-5/6']) {
    const sent = await fetch(ticket.url, { method: 'PUT', body: new Blob(['abc']), headers: { 'content-range': range } });
    if (sent.status !== 200) throw new Error(`ticket: ${sent.status} ${await sent.text()}`);
  }
  if ((await (await send('GET', `/files/${other}/content`)).text()) !== 'abcabc') throw new Error('the ticket');
  await send('DELETE', `/uploads/${other}`, { expected: 204 });

  const mcp = await json('POST', '/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
    { headers: { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' } });
  if (!(await mcp.text()).includes('upload_create')) throw new Error('the tools');

  const refused = await fetch(`${url}/files`);
  if (refused.status !== 401 || !refused.headers.get('www-authenticate')) throw new Error('no refusal to be seen');
  if ((await refused.json()).code !== 'unauthenticated') throw new Error('no reason to be seen');
  return seen.length;
}

const tryToCall = async ({ url, authorization }) => {
  const tried = [];
  const json = { authorization, 'content-type': 'application/json' };
  for (const [path, init] of [
    ['/uploads', { method: 'POST', headers: json, body: '{"filename":"evil.txt"}' }],
    ['/files', { headers: { authorization } }],
    ['/files', {}],
    ['/mcp', { method: 'POST', headers: json, body: '{}' }],
  ]) {
    tried.push(await fetch(url + path, init).then((answer) => answer.status, (e) => e.name));
  }
  return tried;
};

await run({
  'a page of a listed origin uses all of the API': () =>
    at(`http://127.0.0.1:${port}/`, async (page) => {
      assert.ok(await page.evaluate(useAll, { url, authorization }) > 20);
    }),

  'a page of another origin reads and changes nothing': () =>
    at(`http://localhost:${port}/`, async (page) => {
      assert.deepEqual(await page.evaluate(tryToCall, { url, authorization }),
        ['TypeError', 'TypeError', 'TypeError', 'TypeError']);
      const { data } = await call('GET', '/files?limit=100');
      assert.ok(data.every((file) => file.filename !== 'evil.txt'));
    }),

  'the page at the address of the service says where to go on': async () => {
    for (const colorScheme of ['light', 'dark']) {
      await at(`${url}/`, async (page) => {
        await page.getByRole('heading', { name: 'Piecemeal' }).waitFor();
        await page.evaluate(axe);
        const result = await page.evaluate(() => globalThis.axe.run(document));
        assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.help}`), []);
        await page.screenshot({ path: `start-${colorScheme}.png` });
        await page.getByRole('link', { name: 'The API' }).click();
        await page.getByText('Open a session').first().waitFor();
      }, { colorScheme });
    }
  },

  'the API is shown, and can be tried': async () => {
    for (const colorScheme of ['light', 'dark']) {
      await at(`${url}/docs`, async (page) => {
        await page.locator('.opblock').first().waitFor();
        assert.ok(await page.locator('.opblock').count() >= 15);
        assert.equal(await page.getByText('errors', { exact: false }).count(), 0);
        await page.screenshot({ path: `docs-${colorScheme}.png` });
        await page.getByRole('button', { name: 'Authorize' }).first().click();
        await page.locator('.modal-ux input').fill(key);
        await page.locator('.modal-ux button[type=submit]').click();
        await page.locator('.modal-ux .btn-done').click();
        const limits = page.locator('#operations-Service-readLimits');
        await limits.locator('.opblock-summary-control').click();
        await limits.getByRole('button', { name: 'Try it out' }).click();
        await limits.getByRole('button', { name: 'Execute' }).click();
        await limits.locator('.live-responses-table .response-col_status', { hasText: '200' }).first().waitFor();
        await page.screenshot({ path: `docs-tried-${colorScheme}.png` });
      }, { colorScheme });
    }
  },
});
