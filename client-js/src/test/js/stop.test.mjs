import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import test from 'node:test';
import {Piecemeal, PiecemealError, memoryStore} from '../../main/js/index.js';

const reason = new Error('enough');
const some = new Uint8Array(10);
const never = () => new Promise(() => {});
const json = (members) => new Response(JSON.stringify(members), {headers: {etag: '"1"'}});
const file = {file_id: 'f', filename: 'n', size: 10, status: 'complete', sha256: null, content_type: 'text/plain'};
const ANSWERS = {
  '/limits': {max_chunk_bytes: 100, recommended_chunk_bytes: 100, max_file_bytes: 1000},
  '/uploads': {...file, size: 0, status: 'uploading'},
  '/uploads/f/complete': file,
  '/files/f': file,
  '/tickets/t': {offset: 0, size: 0},
};

// A client whose service answers at once, but where a case says otherwise.
const client = (options = {}) => new Piecemeal({
  baseUrl: 'http://service.test',
  fetch: async (url) => json(ANSWERS[new URL(url).pathname]),
  ...options,
});

// Stops as soon as the work waits for what does not come; nothing is left to wait for by then but the signal.
async function stopped(work) {
  const stop = new AbortController();
  const waits = () => { setImmediate(() => stop.abort(reason)); };
  await assert.rejects(work(stop.signal, waits), (e) => e === reason);
}

// A stream that gives some bytes and no more.
function quiet(waits, cancel = () => {}) {
  let pulls = 0;
  return new ReadableStream({
    pull(controller) {
      if (++pulls === 1) return controller.enqueue(some);
      waits();
      return never();
    },
    cancel,
  });
}

const sends = {
  upload: (what, options) => client().upload(what, {filename: 'n', ...options}),
  uploadToTicket: (what, options) => client().uploadToTicket('http://service.test/tickets/t', what, options),
};

for (const [name, send] of Object.entries(sends)) {
  test(`${name}: a signal ends it while a stream is quiet, and the stream is cancelled`, {timeout: 5000}, async () => {
    const told = [];
    await stopped((signal, waits) => send(quiet(waits, (why) => { told.push(why); }), {signal}));
    assert.deepEqual(told, [reason]);
  });

  test(`${name}: a signal ends it while a generator waits`, {timeout: 5000}, () => stopped((signal, waits) => {
    async function* pieces() {
      yield some;
      waits();
      await never();
    }
    return send(pieces(), {signal});
  }));

  test(`${name}: an iterator is told to return, and not waited for`, {timeout: 5000}, async () => {
    let returned = 0;
    await stopped((signal, waits) => send({
      [Symbol.asyncIterator]: () => ({
        next() {
          waits();
          return never();
        },
        return() {
          returned++;
          return never();
        },
      }),
    }, {signal}));
    assert.equal(returned, 1);
  });

  test(`${name}: a signal ends it while a process prints nothing`, {timeout: 5000}, async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdout.write("some"); setInterval(() => {}, 1000)']);
    try {
      await once(child.stdout, 'readable');
      await stopped((signal, waits) => {
        waits();
        return send(child.stdout, {signal});
      });
      assert.ok(child.stdout.destroyed);
    } finally {
      child.kill();
    }
  });

  test(`${name}: what is stopped before it begins cancels its stream, too`, {timeout: 5000}, async () => {
    const told = [];
    const stream = new ReadableStream({cancel: (why) => { told.push(why); }});
    await assert.rejects(send(stream, {signal: AbortSignal.abort(reason)}), (e) => e === reason);
    assert.deepEqual(told, [reason]);
  });

  test(`${name}: an error is told, also where the stream's end never comes or fails`, {timeout: 5000}, async () => {
    for (const cancel of [never, () => Promise.reject(new Error('of no interest'))]) {
      const stream = new ReadableStream({pull: (controller) => controller.enqueue('text'), cancel});
      await assert.rejects(send(stream, {}), TypeError);
    }
  });

  test(`${name}: a source that fails or ends by itself is not told to end`, {timeout: 5000}, async () => {
    let returned = false;
    const iterable = (next) => ({[Symbol.asyncIterator]: () => ({next, return: () => { returned = true; }})});
    await assert.rejects(send(iterable(() => Promise.reject(reason)), {}), (e) => e === reason);
    await send(iterable(async () => ({done: true})), {});
    assert.equal(returned, false);
  });
}

test('an error of onProgress is told, and the stream is cancelled', async () => {
  const told = [];
  const stream = quiet(() => {}, (why) => { told.push(why); });
  const sending = client().upload(stream, {filename: 'n', chunkSize: 10, onProgress: () => { throw reason; }});
  await assert.rejects(sending, (e) => e === reason);
  assert.deepEqual(told, [reason]);
});

test('a signal ends an upload while limits, a key or a store do not answer', {timeout: 5000}, async () => {
  let answer = () => {};
  const fetch = (waits) => () => new Promise((resolve) => {
    waits();
    answer = resolve;
  });
  await stopped((signal, waits) => client({fetch: fetch(waits)}).upload(some, {filename: 'n', signal}));
  // The limits are for all uploads: what asks for them goes on.
  answer(json(ANSWERS['/limits']));
  await stopped((signal, waits) => client({key: () => (waits(), never())}).get('f', {signal}));
  for (const call of ['get', 'set']) {
    await stopped((signal, waits) => client().upload(some,
      {filename: 'n', signal, store: {...memoryStore(), [call]: () => (waits(), never())}}));
  }
});

test('a signal ends calls that wait, and so does their time limit, also of a fetch without signals', {timeout: 5000}, async () => {
  const calls = {
    get: (c, signal) => c.get('f', {waitSeconds: 60, signal}),
    wait: (c, signal) => c.wait('f', {until: () => false, signal}),
    events: (c, signal) => c.events({signal}).next(),
    latest: (c, signal) => c.events({after: 'latest', signal}).next(),
    download: (c, signal) => c.download('f', {signal}),
  };
  for (const call of Object.values(calls)) {
    await stopped((signal, waits) => call(client({fetch: () => (waits(), never())}), signal));
  }
  await assert.rejects(client({fetch: never, timeoutMs: 10, retry: {patienceMs: 0}}).get('f'), {code: 'timeout'});
});

test('a signal ends what reads a quiet body', {timeout: 5000}, async () => {
  const bodies = (waits) => client({
    fetch: async (url) => (/content|events/.test(url) ? new Response(quiet(waits)) : json(ANSWERS[new URL(url).pathname])),
  });
  await stopped((signal, waits) => bodies(waits).events({signal}).next());
  await stopped(async (signal, waits) => (await bodies(waits).download('f', {signal})).bytes());
  await stopped(async (signal, waits) => new Response((await bodies(waits).download('f', {signal})).stream()).text());
});

test('a download that is cancelled as a stream ends at once, also where its body is quiet', {timeout: 5000}, async () => {
  const told = [];
  const waiting = await new Promise((resolve) => {
    const body = quiet(() => resolve(reading), (why) => { told.push(why); });
    const fetch = async (url) => (url.endsWith('/content')
      ? new Response(body, {headers: {'content-length': '20'}}) : json(ANSWERS[new URL(url).pathname]));
    const reading = client({fetch}).download('f').then(async (content) => {
      const reader = content.stream().getReader();
      await reader.read();
      return reader;
    });
  });
  await waiting.cancel(reason);
  assert.equal(told.length, 1);
});

test('an error of onProgress ends a download, also where it may be tried again', async () => {
  const error = new PiecemealError('of another call', {code: 'network', retryable: true});
  const fetch = async (url) => (url.endsWith('/content') ? new Response(some) : json(ANSWERS[new URL(url).pathname]));
  const content = await client({fetch}).download('f', {onProgress: () => { throw error; }});
  await assert.rejects(content.bytes(), (e) => e === error);
});
