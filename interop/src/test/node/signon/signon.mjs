// A service that trusts a real OpenID Connect provider: tokens by client credentials through REST and MCP, keys that the provider
// rotates, tokens that are for others, and an MCP client that signs on by itself.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createPrivateKey, sign } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { ClientCredentialsProvider } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { SCOPES, machine, makeProvider, rsa, ec, ed } from './provider.mjs';

const service = process.env.PIECEMEAL_TEST_URL;
const issuer = process.env.PIECEMEAL_TEST_ISSUER;
const CALLBACK = 'http://127.0.0.1:9/callback';

let callback = (request, response) => response.writeHead(503).end();
const server = createServer((request, response) => callback(request, response));
server.listen(new URL(issuer).port, '127.0.0.1');
await once(server, 'listening');
const provide = (keys, alg) => { callback = makeProvider(issuer, service, keys, alg).callback(); };

async function token(scope = SCOPES, resource = `${service}/mcp`) {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${encodeURIComponent(machine.id)}:${encodeURIComponent(machine.secret)}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope, resource }),
  });
  const said = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(said));
  return said.access_token;
}

async function call(method, path, bearer, body) {
  const answer = await fetch(service + path, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: () => JSON.parse(text) };
}

const status = async (bearer) => (await call('GET', '/files', bearer)).status;

async function upload(bearer) {
  const opened = await call('POST', '/uploads', bearer, { filename: 'a.txt' });
  assert.equal(opened.status, 201, opened.text);
  const id = opened.json().file_id;
  const appended = await call('PUT', `/uploads/${id}`, bearer, { data: 'aGVsbG8=', complete: true });
  assert.equal(appended.status, 200, appended.text);
  assert.equal((await call('GET', `/files/${id}/content`, bearer)).text, 'hello');
  return id;
}

async function listsByMcp(authProvider) {
  const client = new Client({ name: 'piecemeal-interop', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${service}/mcp`), { authProvider }));
  const { structuredContent } = await client.callTool({ name: 'file_list', arguments: {} });
  await client.close();
  return structuredContent;
}

async function test(name, work) {
  await work();
  console.log(`ok  ${name}`);
}

await test('a provider that is away decides nothing, and keys go on', async () => {
  const made = `${btoa('{"alg":"RS256","kid":"x"}')}.${btoa('{}')}.AAAA`.replaceAll('=', '');
  assert.equal(await status(made), 503);
  assert.equal(await status(process.env.PIECEMEAL_TEST_KEY), 200);
});

const first = rsa();
provide([first], 'RS256');

// The service looks for keys again after a rest.
async function eventually(expected, bearer) {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await status(bearer) === expected) return;
    await pause(100);
  }
  assert.fail(`never ${expected}`);
}

await test('a token by client credentials uploads', async () => {
  const bearer = await token();
  await eventually(200, bearer);
  await upload(bearer);
});

await test('a token is for what its scopes say', async () => {
  const bearer = await token('read');
  assert.equal(await status(bearer), 200);
  assert.equal((await call('POST', '/uploads', bearer, {})).status, 403);
});

// A token of the provider, signed with its key, that says something else.
async function changed(claims) {
  const [head, said] = (await token()).split('.');
  const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(said, 'base64url')), ...claims })).toString('base64url');
  const signature = sign('sha256', `${head}.${other}`, createPrivateKey({ key: first, format: 'jwk' }));
  return `${head}.${other}.${signature.toString('base64url')}`;
}

await test('a token for another audience, an old one and one of another issuer are refused', async () => {
  assert.equal(await status(await token(SCOPES, 'https://elsewhere.example.org')), 401);
  assert.equal(await status(await changed({ exp: Math.floor(Date.now() / 1000) - 120 })), 401);
  assert.equal(await status(await changed({ iss: 'https://elsewhere.example.org' })), 401);
  assert.equal(await status(await changed({})), 200);
});

for (const [alg, make] of Object.entries({ ES256: ec, EdDSA: ed, RS256: rsa })) {
  await test(`the provider rotates to a key for ${alg}`, async () => {
    const before = await token();
    const next = make();
    provide([next, first], alg);
    const bearer = await token();
    await eventually(200, bearer);
    await upload(bearer);
    // The key of the round before is not published any more, but for the first.
    assert.equal(await status(before), alg === 'ES256' ? 200 : 401);
  });
}

await test('an MCP client finds the provider and takes a token by client credentials', async () => {
  const files = await listsByMcp(new ClientCredentialsProvider({
    clientId: machine.id, clientSecret: machine.secret, scope: SCOPES, expectedIssuer: issuer,
  }));
  assert.ok(JSON.stringify(files).includes('a.txt'), JSON.stringify(files));
});

/** A person who signs on as alice and agrees, in a browser that keeps cookies. */
async function agreed(authorization) {
  const cookies = new Map();
  let target = authorization;
  let form;
  for (let step = 0; step < 20; step++) {
    const answer = await fetch(target, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
      cookies.set(name, value);
    }
    form = undefined;
    if (answer.headers.get('location')) {
      target = new URL(answer.headers.get('location'), target);
      if (target.href.startsWith(CALLBACK)) return target.searchParams.get('code');
    } else {
      const page = await answer.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      assert.ok(prompt, page);
      form = new URLSearchParams({ prompt, ...(prompt === 'login' && { login: 'alice', password: 'any' }) });
    }
  }
  return assert.fail('signing on never ended');
}

await test('an MCP client registers and signs a person on by itself', async () => {
  const kept = {};
  const authProvider = {
    redirectUrl: CALLBACK,
    clientMetadata: {
      client_name: 'agent', redirect_uris: [CALLBACK], grant_types: ['authorization_code'], response_types: ['code'],
      token_endpoint_auth_method: 'none', application_type: 'native',
    },
    clientInformation: () => kept.client,
    saveClientInformation: (client) => { kept.client = client; },
    tokens: () => kept.tokens,
    saveTokens: (tokens) => { kept.tokens = tokens; },
    saveCodeVerifier: (verifier) => { kept.verifier = verifier; },
    codeVerifier: () => kept.verifier,
    redirectToAuthorization: (url) => { kept.authorization = url; },
  };
  await assert.rejects(listsByMcp(authProvider), UnauthorizedError);
  assert.equal(kept.authorization.searchParams.get('resource'), `${service}/mcp`);
  const transport = new StreamableHTTPClientTransport(new URL(`${service}/mcp`), { authProvider });
  await transport.finishAuth(await agreed(kept.authorization));
  await listsByMcp(authProvider);
  // The key of alice, which the service has besides, and her token see the same files.
  const id = await upload(kept.tokens.access_token);
  assert.equal((await call('GET', `/files/${id}`, process.env.PIECEMEAL_TEST_KEY)).status, 200);
});

server.close();
server.closeAllConnections();
