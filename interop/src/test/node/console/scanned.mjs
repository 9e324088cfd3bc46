// The console of a service whose scanner is away at first: what is being scanned, and what is in quarantine, is not offered.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const url = process.env.PIECEMEAL_TEST_URL;
const key = process.env.PIECEMEAL_TEST_KEY;
const authorization = `Bearer ${key}`;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WORD = 'this is bad';
/** The end of a stream, as ClamAV's daemon takes it: a piece of no length. */
const END = Buffer.alloc(4);

async function store(name, text) {
  const form = new FormData();
  form.append('file', new Blob([text], { type: 'text/plain' }), name);
  const answer = await fetch(`${url}/files`, { method: 'POST', headers: { authorization }, body: form });
  assert.equal(answer.status, 201);
  return answer.json();
}

/** Says of each stream whether the word is in it. */
const scanner = createServer((connection) => {
  let stream = Buffer.alloc(0);
  connection.on('data', (piece) => {
    stream = Buffer.concat([stream, piece]);
    if (stream.subarray(-4).equals(END)) connection.end(stream.includes(WORD) ? 'stream: Bad.Word FOUND\0' : 'stream: OK\0');
  });
});

const browser = await chromium.launch({ executablePath: process.env.PIECEMEAL_TEST_BROWSER, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  const accessible = async () => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document));
    assert.deepEqual(violations.map((each) => [each.id, each.nodes.map((node) => node.html)]), []);
  };
  const good = await store('good.txt', 'this is good');
  const bad = await store('bad.txt', WORD);
  await page.goto(`${url}/`);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();

  const row = (name) => page.locator('li.file', { hasText: name });
  await row('good.txt').getByText('Being scanned').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Download/ }).count(), 0);
  await accessible();

  const offers = () => Promise.all([page.getByRole('button', { name: 'Download' }), page.getByRole('heading', { name: 'Preview' }),
    page.getByRole('heading', { name: 'Share it' })].map((offer) => offer.count()));
  await row('good.txt').getByRole('link').click();
  await page.getByText('It can be read as soon as its scan has passed.').waitFor();
  assert.deepEqual(await offers(), [0, 0, 0]);

  await new Promise((resolve) => { scanner.listen(Number(process.env.PIECEMEAL_TEST_SCANNER), '127.0.0.1', resolve); });
  await page.getByText('this is good').waitFor();
  assert.deepEqual(await offers(), [1, 1, 1]);
  assert.equal(await page.getByText('Being scanned').count(), 0);

  await page.getByRole('link', { name: 'All files' }).click();
  await row('bad.txt').getByText('Quarantined').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Download good.txt' }).count(), 1);
  assert.equal(await page.getByRole('button', { name: 'Download bad.txt' }).count(), 0);
  await row('bad.txt').getByRole('link').click();
  await page.getByText('The scanner found Bad.Word in it').waitFor();
  assert.deepEqual(await offers(), [0, 0, 0]);
  await accessible();
  await page.screenshot({ path: join(process.env.PIECEMEAL_TEST_PICTURES, 'quarantined.png'), fullPage: true });

  const released = await fetch(`${url}/admin/files/${bad.file_id}/release`, { method: 'POST', headers: { authorization } });
  assert.equal(released.status, 200);
  await page.reload();
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(WORD, { exact: true }).waitFor();
  assert.deepEqual(await offers(), [1, 1, 1]);
  assert.equal(good.status, 'complete');
} finally {
  await browser.close();
  scanner.close();
}
