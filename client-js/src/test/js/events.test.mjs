import assert from 'node:assert/strict';
import test from 'node:test';
import {messagesOf} from '../../main/js/events.js';
import {Piecemeal} from '../../main/js/index.js';

const bytes = (text) => new TextEncoder().encode(text);

async function messages(...texts) {
  async function* pieces() {
    for (const text of texts) yield bytes(text);
  }
  const all = [];
  for await (const message of messagesOf(pieces())) all.push(message);
  return all;
}

test('messages are read however they are cut', async () => {
  const text = 'retry: 2000\n: events\n\nid: 1\nevent: a\ndata: {"x":\ndata:"é"}\n\n:\n\nid: 2\r\ndata: y\r\n\r\n';
  const expected = [{id: '1', data: '{"x":\n"é"}'}, {id: '2', data: 'y'}];
  assert.deepEqual(await messages(text), expected);
  const raw = bytes(text);
  for (let cut = 1; cut < raw.length; cut++) {
    async function* pieces() {
      yield raw.subarray(0, cut);
      yield raw.subarray(cut);
    }
    const all = [];
    for await (const message of messagesOf(pieces())) all.push(message);
    assert.deepEqual(all, expected, `cut at ${cut}`);
  }
});

test('half a message is none', async () => {
  assert.deepEqual(await messages('id: 1\ndata: x\n'), []);
});

test('a stream that ends is opened again behind its last event', async () => {
  const asked = [];
  const answers = [
    new Response('{"data":[],"has_more":false,"next":"c0"}'),
    new Response('retry: 2000\n\nid: c1\ndata: {"id":"e1"}\n\n'),
    new Response('', {status: 503}),
    new Response('id: c2\ndata: {"id":"e2"}\n\n'),
  ];
  const client = new Piecemeal({
    baseUrl: 'http://service.test',
    fetch: async (url, {headers}) => {
      asked.push(`${url} ${headers.get('accept')}`);
      return answers.shift();
    },
    retry: {baseMs: 1},
  });
  const seen = [];
  for await (const event of client.events({after: 'latest'})) {
    seen.push(event);
    if (seen.length === 2) break;
  }
  assert.deepEqual(seen, [{id: 'e1', cursor: 'c1'}, {id: 'e2', cursor: 'c2'}]);
  assert.deepEqual(asked, [
    'http://service.test/events?after=latest&limit=1 application/json',
    'http://service.test/events?after=c0 text/event-stream',
    'http://service.test/events?after=c1 text/event-stream',
    'http://service.test/events?after=c1 text/event-stream',
  ]);
});
