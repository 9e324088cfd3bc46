// A person signs on in the console at a real OpenID Connect provider, in a real browser.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CONSOLE, SCOPES, makeProvider, rsa } from './provider.mjs';

const { PIECEMEAL_TEST_URL: service, PIECEMEAL_TEST_KEY: key, PIECEMEAL_TEST_ISSUER: issuer, PIECEMEAL_TEST_PICTURES: pictures } = process.env;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Its tokens are renewed half a minute before they end.
const LIFETIME_SECONDS = 35;

const server = createServer(makeProvider(issuer, service, [rsa()], 'RS256', LIFETIME_SECONDS).callback());
server.listen(new URL(issuer).port, '127.0.0.1');
await once(server, 'listening');

const form = new FormData();
form.append('file', new Blob(['signed on'], { type: 'text/plain' }), 'before.txt');
const { file_id: id } = await (await fetch(`${service}/files`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: form })).json();

const browser = await chromium.launch({ executablePath: process.env.PIECEMEAL_TEST_BROWSER, args: ['--no-sandbox'] });
const context = await browser.newContext();
const complaints = [];
const page = await context.newPage();
page.setDefaultTimeout(120_000);
page.on('pageerror', (e) => complaints.push(e.stack));
page.on('console', (m) => { if (/Content Security Policy|TrustedHTML/.test(m.text()) && page.url().startsWith(service)) complaints.push(m.text()); });
const asked = [];
context.on('request', (request) => { if (request.url().startsWith(issuer)) asked.push(request); });
const grants = () => asked.filter((one) => one.url() === `${issuer}/token` && one.method() === 'POST').map((one) => new URLSearchParams(one.postData()));

async function until(what, condition) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await condition()) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  assert.fail(`never: ${what}`);
}

async function test(name, work) {
  try {
    await work();
    assert.deepEqual(complaints, []);
    console.log(`ok  ${name}`);
  } catch (e) {
    console.log(`FAILED ${name}: ${e.stack}\n${await page.locator('body').innerText().catch(() => '')}`);
    process.exit(1);
  }
}

const button = () => page.getByRole('button', { name: `Sign on with ${new URL(issuer).host}` });
const nothingIsKept = async () => {
  assert.equal(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.search])), '[{},{},"",""]');
};

async function signOn() {
  await button().click();
  await page.locator('input[name=login]').fill('alice');
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

await test('the page may ask the provider for tokens, and nobody else', async () => {
  const answer = await page.goto(`${service}/#/files/${id}`);
  const policy = (await answer.headerValue('content-security-policy')).split('; ').find((one) => one.startsWith('connect-src'));
  assert.equal(policy, `connect-src 'self' ${issuer}`);
  await button().waitFor();
  await page.evaluate(axe);
  assert.deepEqual((await page.evaluate(() => globalThis.axe.run(document))).violations.map((v) => v.id), []);
  await page.screenshot({ path: join(pictures, 'console-door-sign-on.png') });
});

await test('a person signs on, and is where they wanted to go', async () => {
  await signOn();
  await page.getByRole('heading', { name: 'before.txt' }).waitFor();
  await page.getByText('signed on', { exact: true }).waitFor();
  const authorization = new URL(asked.find((one) => one.url().startsWith(`${issuer}/auth?`)).url()).searchParams;
  assert.equal(authorization.get('code_challenge_method'), 'S256');
  assert.equal(authorization.get('redirect_uri'), `${service}/`);
  assert.equal(authorization.get('scope'), `openid ${SCOPES}`);
  assert.equal(grants()[0].get('grant_type'), 'authorization_code');
  assert.match(grants()[0].get('code_verifier'), /^[A-Za-z0-9_-]{43}$/);
  assert.equal(grants()[0].get('client_id'), CONSOLE);
  assert.equal(page.url(), `${service}/#/files/${id}`);
  await nothingIsKept();
});

const send = async (name) => {
  await page.setInputFiles('#files-input', { name, mimeType: 'text/plain', buffer: Buffer.from(name) });
  await page.getByRole('region', { name: 'Uploads' }).getByRole('link', { name }).waitFor();
};

await test('tokens are renewed before they end', async () => {
  await page.goto(`${service}/#/files`);
  await send('first.txt');
  await until('a token is renewed', () => grants().some((one) => one.get('grant_type') === 'refresh_token'));
  await send('second.txt');
  const renewals = grants().filter((one) => one.get('grant_type') === 'refresh_token').map((one) => one.get('refresh_token'));
  // Each of them is used once.
  assert.equal(new Set(renewals).size, renewals.length);
  await nothingIsKept();
});

await test('a provider that is away for a moment ends nothing', async () => {
  await context.route(`${issuer}/token`, (route) => route.abort());
  const before = grants().length;
  await until('it was asked', () => grants().length > before);
  await context.unroute(`${issuer}/token`);
  await send('third.txt');
});

await test('a provider that renews no more ends it, with words', async () => {
  await context.route(`${issuer}/token`, (route) => route.fulfill({
    status: 400, json: { error: 'invalid_grant' }, headers: { 'access-control-allow-origin': service },
  }));
  await page.getByText('Your sign-on has ended. Sign on again to go on.').waitFor();
  await context.unroute(`${issuer}/token`);
  // The provider still knows this person, and asks for no password.
  await button().click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
});

await test('who signs out is signed out at the provider too', async () => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await button().click();
  await page.locator('input[name=login]').waitFor();
});

await test('an answer that nobody asked for is not taken', async () => {
  const before = grants().length;
  await page.goto(`${service}/?code=somebody-elses&state=unknown`);
  await page.getByText('was not begun in this window').waitFor();
  assert.equal(grants().length, before);
  await nothingIsKept();
  await page.goto(`${service}/`);
  await button().click();
  await page.locator('input[name=login]').waitFor();
  const { state } = Object.fromEntries(new URL(asked.filter((one) => one.url().startsWith(`${issuer}/auth?`)).at(-1).url()).searchParams);
  // The right state, and an issuer that was not asked.
  await page.goto(`${service}/?code=x&state=${state}&iss=https://elsewhere.example.org`);
  await page.getByText('Another provider answered').waitFor();
  assert.equal(grants().length, before);
});

await test('a key does without the provider', async () => {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
});

await browser.close();
server.close();
server.closeAllConnections();
