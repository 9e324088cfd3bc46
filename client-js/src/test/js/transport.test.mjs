import assert from 'node:assert/strict';
import test from 'node:test';
import {Piecemeal, PiecemealError} from '../../main/js/index.js';
import {Transport} from '../../main/js/transport.js';

const problem = (status, members, headers = {}) => new Response(JSON.stringify(members), {status, headers});

// A transport whose calls get these answers, one after the other.
function answering(answers, options = {}) {
  const calls = [];
  const transport = new Transport({
    baseUrl: 'http://service.test/below/',
    key: 'k',
    retry: {baseMs: 1, patienceMs: 5000},
    fetch: async (url, init) => {
      calls.push({url, ...init});
      const next = answers.shift();
      return typeof next === 'function' ? next(init) : next;
    },
    ...options,
  });
  return {transport, calls};
}

test('the base may have a path, and the key goes along', async () => {
  const {transport, calls} = answering([new Response('{"a":1}')]);
  assert.deepEqual(await transport.call('GET', '/limits'), {a: 1});
  assert.equal(calls[0].url, 'http://service.test/below/limits');
  assert.equal(calls[0].headers.get('authorization'), 'Bearer k');
  assert.equal(calls[0].credentials, 'omit');
});

test('what is no http or https URL is refused', () => {
  assert.throws(() => new Piecemeal({baseUrl: 'ftp://service.test'}), TypeError);
  assert.throws(() => new Piecemeal({baseUrl: 'service.test'}), TypeError);
});

test('an error has all that the problem says', async () => {
  const next = {method: 'PUT', path: '/uploads/x', body: {offset: 6}};
  const facts = {code: 'offset-mismatch', detail: 'Offset 0, expected 6.', retryable: false, expected_offset: 6, next};
  const {transport} = answering([problem(409, facts, {'x-request-id': 'r1'})]);
  await assert.rejects(transport.call('PUT', '/uploads/x'), (e) => {
    assert.ok(e instanceof PiecemealError);
    const {message, code, status, retryable, requestId} = e;
    assert.deepEqual({message, code, status, retryable, requestId},
      {message: 'Offset 0, expected 6.', code: 'offset-mismatch', status: 409, retryable: false, requestId: 'r1'});
    assert.deepEqual(e.next, next);
    assert.equal(e.facts.expected_offset, 6);
    return true;
  });
});

test('an upload that is not complete is downloaded only as a part', async () => {
  const file = {file_id: 'f', filename: 'f', size: 3, declared_size: 10, status: 'uploading', sha256: null};
  const client = (answers) => new Piecemeal({baseUrl: 'http://service.test', fetch: async () => answers.shift()});
  const json = () => new Response(JSON.stringify(file));
  await assert.rejects(client([json()]).download('f'), (e) => {
    assert.equal(e.code, 'file-incomplete');
    assert.deepEqual(e.facts, {current_size: 3, declared_size: 10});
    return true;
  });
  const part = await client([json(), new Response('abc', {headers: {'content-length': '3'}})]).download('f', {partial: true});
  assert.equal(part.file.status, 'uploading');
  assert.equal(new TextDecoder().decode(await part.bytes()), 'abc');
});

test('a pause that is asked for is kept, as a number or a date', async () => {
  for (const after of ['1', new Date(Date.now() + 2000).toUTCString()]) {
    const {transport} = answering([problem(429, {code: 'rate-limited', retryable: true}, {'retry-after': after}), new Response('{}')]);
    const start = performance.now();
    await transport.call('GET', '/limits');
    assert.ok(performance.now() - start >= 900, `after ${after}`);
  }
});

test('pauses grow, and have jitter', async (t) => {
  t.mock.method(Math, 'random', () => 0.999);
  const pauses = [];
  t.mock.method(globalThis, 'setTimeout', (work, ms) => {
    // That of a request's time limit is longer than any pause.
    if (ms < 100_000) {
      pauses.push(Math.round(ms));
      queueMicrotask(work);
    }
  });
  const away = () => new Response('', {status: 503});
  const {transport} = answering([away(), away(), away(), away(), new Response('{}')],
    {retry: {baseMs: 100, maxMs: 350, patienceMs: 60_000}});
  await transport.call('GET', '/limits');
  assert.deepEqual(pauses, [100, 200, 350, 350]);
});

test('a function for the key is asked again when the service refuses what it gave', async () => {
  const asked = [];
  const {transport, calls} = answering([problem(401, {code: 'unauthenticated'}), new Response('{}')], {
    key: async (why) => {
      asked.push(why);
      return `token-${asked.length}`;
    },
  });
  await transport.call('GET', '/limits');
  assert.deepEqual(asked, [{refused: false}, {refused: true}]);
  assert.equal(calls[1].headers.get('authorization'), 'Bearer token-2');
});

test('an error of the function for the key is told as it is, at once', async () => {
  const error = new Error('signed out');
  const {transport} = answering([], {key: () => Promise.reject(error)});
  await assert.rejects(transport.call('GET', '/limits'), (e) => e === error);
});

test('a signal ends a call, a pause, and what has not begun, with its reason', async () => {
  const reason = new Error('enough');
  const during = new AbortController();
  const never = ({signal}) => new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    during.abort(reason);
  });
  await assert.rejects(answering([never]).transport.call('GET', '/limits', {signal: during.signal}), (e) => e === reason);

  const pausing = new AbortController();
  const wait = problem(429, {code: 'rate-limited', retryable: true}, {'retry-after': '4'});
  const paused = answering([() => {
    setTimeout(() => pausing.abort(reason), 20);
    return wait;
  }]).transport.call('GET', '/limits', {signal: pausing.signal});
  await assert.rejects(paused, (e) => e === reason);

  const {transport, calls} = answering([]);
  await assert.rejects(transport.call('GET', '/limits', {signal: AbortSignal.abort(reason)}), (e) => e === reason);
  assert.equal(calls.length, 0);
});

test('an answer that does not come is a timeout', async () => {
  const never = ({signal}) => new Promise((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason)); });
  const {transport} = answering([never, never], {timeoutMs: 20, retry: {patienceMs: 0}});
  await assert.rejects(transport.call('GET', '/limits'), {code: 'timeout', retryable: true});
});

test('limits are asked for once, and again after an error', async () => {
  let calls = 0;
  const client = new Piecemeal({
    baseUrl: 'http://service.test',
    retry: {patienceMs: 0},
    fetch: async () => (++calls === 1 ? new Response('', {status: 503}) : new Response('{"max_file_bytes":1}')),
  });
  await assert.rejects(client.limits(), {code: 'http-503'});
  await Promise.all([client.limits(), client.limits()]);
  await assert.rejects(client.upload(new Uint8Array(2), {filename: 'a'}), {code: 'file-too-large', status: 0});
  assert.equal(calls, 2);
});
