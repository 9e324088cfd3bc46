// Names that a caller chooses, answered by a DNS server of ours: the service fetches from none whose addresses are not public,
// and calls none. It runs in a network of its own that has nothing but the loopback interface, where 127.0.0.2 stands for a
// public address, since the operator allowed it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import { dirname, join } from 'node:path';
import dns from 'dns-packet';

const PORT = 8443;
const HERE = '127.0.0.2';
const BELOW = 'rebind.test';
const BODY = 'what is fetched';
const key = process.env.PIECEMEAL_TEST_KEY;
const work = process.env.PIECEMEAL_TEST_WORK;
const [program, ...options] = JSON.parse(process.env.PIECEMEAL_TEST_COMMAND);

/** What each name has: addresses, or another name. Of several lists, each look-up takes the next; the last one stays. */
const names = {
  'public': [[HERE]],
  'loopback': [['127.0.0.1']], 'loopback-too': [['127.255.255.254']], 'this-host': [['0.0.0.0']], 'private-10': [['10.1.2.3']],
  'private-172': [['172.16.0.1']], 'private-192': [['192.168.1.1']], 'metadata': [['169.254.169.254']], 'shared': [['100.64.0.1']],
  'azure': [['168.63.129.16']], 'documentation': [['192.0.2.1']], 'benchmark': [['198.18.0.1']], 'multicast': [['224.0.0.1']],
  'broadcast': [['255.255.255.255']], 'protocols': [['192.0.0.8']], 'reserved': [['240.0.0.1']],
  'six-loopback': [['::1']], 'six-none': [['::']], 'mapped': [['::ffff:127.0.0.1']], 'compatible': [['::7f00:1']],
  'local': [['fd00::1']], 'link': [['fe80::1']], 'nat64': [['64:ff9b::7f00:1']], 'six-to-four': [['2002:7f00:1::1']], 'teredo': [['2001::1']],
  'six-documentation': [['2001:db8::1']], 'six-metadata': [['fd00:ec2::254']], 'site': [['fec0::1']], 'six-multicast': [['ff02::1']],
  'alias': ['loopback.rebind.test'], 'alias-of-alias': ['alias.rebind.test'], 'alias-of-localhost': ['localhost'],
  'one-of-two': [[HERE, '127.0.0.1']], 'other-of-two': [['10.1.2.3', HERE]], 'six-beside-four': [[HERE, '::1']],
  'no-address': [[]],
  'changes': [[HERE], ['127.0.0.1']], 'changes-back': [['127.0.0.1'], [HERE]],
};
const refused = Object.keys(names).filter((name) => !['public', 'changes', 'changes-back'].includes(name));
const asked = new Map();

function answersTo(question) {
  const [label] = question.name.toLowerCase().split('.');
  const known = names[label] ?? [[]];
  if (typeof known[0] === 'string') {
    const rest = known[0] === 'localhost' ? [{ type: 'A', name: 'localhost', ttl: 0, data: '127.0.0.1' }] : answersTo({ ...question, name: known[0] });
    return [{ type: 'CNAME', name: question.name, ttl: 0, data: known[0] }, ...rest];
  }
  // A look-up asks for both kinds of addresses.
  const count = asked.get(label) ?? 0;
  if (question.type === 'A') asked.set(label, count + 1);
  const addresses = known[Math.min(question.type === 'A' ? count : Math.max(0, count - 1), known.length - 1)];
  return addresses.filter((address) => address.includes(':') === (question.type === 'AAAA'))
    .map((data) => ({ type: question.type, name: question.name, ttl: 0, data }));
}

const server = dgram.createSocket('udp4');
server.on('message', (message, from) => {
  const { id, questions } = dns.decode(message);
  server.send(dns.encode({ type: 'response', id, flags: dns.RECURSION_DESIRED | dns.RECURSION_AVAILABLE, questions, answers: questions.flatMap(answersTo) }), from.port, from.address);
});
server.bind(53, '127.0.0.1');
await once(server, 'listening');

/** Whoever connects to one of these got further than they should. */
const trespassers = [];
for (const address of ['127.0.0.1', '127.255.255.254', '::1']) {
  const inside = net.createServer((connection) => { trespassers.push(address); connection.destroy(); });
  inside.listen(PORT, address);
  await once(inside, 'listening');
}

execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=names',
  '-addext', `subjectAltName=DNS:*.${BELOW}`, '-keyout', join(work, 'key.pem'), '-out', join(work, 'cert.pem')], { stdio: 'pipe' });
execFileSync(join(dirname(program), 'keytool'), ['-importcert', '-noprompt', '-alias', 'names', '-file', join(work, 'cert.pem'),
  '-keystore', join(work, 'trust.p12'), '-storepass', 'changeit'], { stdio: 'pipe' });
let visits = 0;
const open = https.createServer({ key: readFileSync(join(work, 'key.pem')), cert: readFileSync(join(work, 'cert.pem')) }, (request, response) => {
  visits++;
  const to = decodeURIComponent(request.url.slice(1));
  if (to) response.writeHead(302, { location: to }).end();
  else response.writeHead(200, { 'content-length': BODY.length }).end(BODY);
});
open.listen(PORT, HERE);
await once(open, 'listening');

const service = spawn(program, [...options, '--import-hosts', `*.${BELOW},127.0.0.1`, '--outbound-allow', HERE], {
  env: { ...process.env, JDK_JAVA_OPTIONS: `-Djavax.net.ssl.trustStore=${join(work, 'trust.p12')} -Djavax.net.ssl.trustStorePassword=changeit -Dsun.net.inetaddr.ttl=0`,
    PIECEMEAL_WEBHOOK_KEY: 'names-'.repeat(8) },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let said = '';
service.stdout.on('data', (text) => { said += text; });
const ended = once(service, 'exit').then(([code]) => { throw new Error(`the service ended with ${code}:\n${said}`); });
const listens = async () => {
  for (;;) {
    const found = /Piecemeal is ready on (http:\/\/[^ ]*:[0-9]+)/.exec(said);
    if (found) return found[1];
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
};
const url = await Promise.race([listens(), ended]);

async function call(method, path, body) {
  const answer = await fetch(url + path, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text && JSON.parse(text) };
}

/** Whether it was fetched. */
async function imports(from) {
  const { body: { file_id: id } } = await call('POST', '/uploads', { filename: 'f' });
  const { status, body } = await call('POST', `/uploads/${id}/import`, { url: from });
  assert.equal((await call('GET', `/files/${id}`)).body.size, status === 200 ? BODY.length : 0, from);
  if (status === 200) return true;
  assert.deepEqual([status, body.code], [424, 'source-unavailable'], `${from}: ${JSON.stringify(body)}`);
  return false;
}
const at = (name) => `https://${name}.${BELOW}:${PORT}/`;

assert.equal(await imports(at('public')), true);
for (const name of refused) {
  const before = visits;
  assert.equal(await imports(at(name)), false, name);
  assert.ok(asked.get(name) > 0 || typeof names[name][0] === 'string', `${name} was not looked up`);
  assert.equal(visits, before, `${name} was visited`);
}
console.log(`fetched nothing from ${refused.length} names`);

const led = [...refused.map(at), `https://127.0.0.1:${PORT}/`];
for (const to of led) assert.equal(await imports(at('public') + encodeURIComponent(to)), false, `led to ${to}`);
console.log(`followed none of ${led.length} redirects`);

// The address that was checked is the one that is connected to.
let before = visits;
assert.equal(await imports(at('changes')), true);
assert.equal(visits, before + 1);
assert.equal(await imports(at('changes')), false);
assert.equal(await imports(at('changes-back')), false);
assert.equal(await imports(at('changes-back')), true);

asked.delete('changes');
before = visits;
assert.equal(await imports(at('changes') + encodeURIComponent(at('changes'))), false, 'a redirect is looked up and checked again');
assert.equal(visits, before + 1);
console.log('fetched from what changes only while it was public');

const hooked = refused.slice(0, 15);
for (const name of hooked) assert.equal((await call('POST', '/webhooks', { url: at(name) })).status, 201, name);
await call('DELETE', `/files/${(await call('POST', '/uploads', { filename: 'f' })).body.file_id}`);
let hooks;
for (const end = Date.now() + 120_000; ;) {
  hooks = (await call('GET', '/webhooks')).body.data;
  if (hooks.every((hook) => hook.status === 'failing')) break;
  assert.ok(Date.now() < end, JSON.stringify(hooks));
  await new Promise((resolve) => { setTimeout(resolve, 200); });
}
assert.equal(hooks.length, hooked.length);
console.log(`called none of ${hooks.length} webhooks`);

assert.deepEqual(trespassers, []);
service.removeAllListeners('exit');
service.kill('SIGTERM');
process.exit(0);
