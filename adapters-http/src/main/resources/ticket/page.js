'use strict';

// Sends a file to the ticket whose address this page has, in parts, each with its place in the file. After a break it
// asks how far the file is and goes on from a little before that: the service compares what it has already, so that
// another file than the one that was begun is noticed.

const LARGEST_PART = 8 * 1024 * 1024;
// Fits into what proxies let through that nobody set up for uploads.
const SMALLEST_PART = 512 * 1024;
const OVERLAP = 64 * 1024;
const ATTEMPTS = 6;
const SHOWN_EVERY_MS = 1000;

const address = location.pathname;
const byId = (id) => document.getElementById(id);
const [about, form, zone, input, choice, send, stop] =
  ['about', 'form', 'zone', 'file', 'choice', 'send', 'stop'].map(byId);
const [progress, bar, percent, status, error] = ['progress', 'bar', 'percent', 'status', 'error'].map(byId);

let ticket = null;
let chosen = null;
let request = null;
let stopped = false;

class Refused extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}
class Broken extends Error {}

const bytes = (count) => `${count.toLocaleString('en')} ${count === 1 ? 'byte' : 'bytes'}`;

// Live regions read every change aloud, so only those that matter are told.
const tell = (text) => { status.textContent = text; };
const fail = (text) => { error.textContent = text; };

function call(method, body, headers, onProgress) {
  return new Promise((resolve, reject) => {
    request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader('Accept', 'application/json');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = request.onabort = () => reject(new Broken('The connection broke.'));
    request.send(body);
  });
}

function settle(answered, resolve, reject) {
  let answer = {};
  try {
    answer = JSON.parse(answered.responseText);
  } catch {
    // Whatever stands between here and the service may answer without JSON; the status counts then.
  }
  if (answered.status === 200) resolve(answer);
  // A limit of the service has a code; without one it is that of a proxy on the way.
  else if (answered.status === 413 && !answer.code && partSize > SMALLEST_PART) reject(new Broken('The part was too large.'));
  else if (answer.retryable || (answered.status >= 500 && answer.code !== 'damaged')) reject(new Broken(answer.detail));
  else reject(new Refused(refusal(answered.status, answer), answer.code));
}

function refusal(code, answer) {
  switch (answer.code) {
    case 'offset-mismatch':
    case 'size-mismatch':
      return 'This is not the file that was begun, or somebody else sent it meanwhile. Choose the same file again.';
    case 'not-found': return 'This link is not valid any more. Ask for another one.';
    case 'gone': return 'The file expired or was deleted. Ask for another link.';
    case 'ticket-used': return 'This link was used already: the file was sent.';
    case 'ticket-expired': return 'This link has expired. Ask for another one.';
    default: return answer.detail || `The service refused it (${code}).`;
  }
}

async function ask() {
  ticket = await call('GET', null, {});
  return ticket;
}

function describe() {
  const until = new Date(ticket.expires_at).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'});
  const parts = [`“${ticket.filename}” is waited for until ${until}.`];
  if (ticket.declared_size !== null) parts.push(`It has ${bytes(ticket.declared_size)}.`);
  else parts.push(`It may have at most ${bytes(ticket.max_size)}.`);
  if (ticket.size > 0) parts.push(`The first ${bytes(ticket.size)} are there; choose the whole file to go on.`);
  about.textContent = parts.join(' ');
}

function objection(file) {
  if (ticket.declared_size !== null && file.size !== ticket.declared_size) {
    return `This file has ${bytes(file.size)}, but one of ${bytes(ticket.declared_size)} is waited for.`;
  }
  if (file.size > ticket.max_size) return `This file has ${bytes(file.size)}; at most ${bytes(ticket.max_size)} fit.`;
  const nothingNew = file.size <= ticket.offset && (file.size > 0 || ticket.size > 0);
  if (nothingNew) return `This file has no more than the ${bytes(ticket.offset)} that are there.`;
  return null;
}

function choose(files) {
  fail('');
  const wrong = files.length > 1 ? 'Choose one file.' : files.length === 1 ? objection(files[0]) : '';
  chosen = wrong === null ? files[0] : null;
  send.disabled = chosen === null;
  choice.textContent = chosen ? `${chosen.name}, ${bytes(chosen.size)}` : '';
  if (wrong) fail(wrong);
}

let partSize = LARGEST_PART;
let shownAt = 0;

function show(done, total) {
  const share = Math.floor((done / total) * 100);
  bar.value = share;
  percent.textContent = `${share} %`;
  const now = Date.now();
  if (now - shownAt > SHOWN_EVERY_MS * 10) {
    shownAt = now;
    tell(`${share} percent sent.`);
  }
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function sendPart(file, start) {
  const end = Math.min(start + partSize, file.size);
  // Of no media type: what the file is was said when the session was opened.
  const part = new Blob([file.slice(start, end)], {type: 'application/octet-stream'});
  const range = `bytes ${start}-${end - 1}/${file.size}`;
  ticket = await call('PUT', part, {'Content-Range': range}, (sent) => show(start + Math.min(sent, end - start), file.size));
  return end;
}

// Where to go on: never before the ticket's offset, which is none of this holder's business.
const resumption = () => Math.max(ticket.offset, ticket.size - OVERLAP);

async function sendEmpty() {
  ticket = await call('PUT', new Blob([], {type: 'application/octet-stream'}), {});
}

async function sendAll(file) {
  if (file.size === 0) return sendEmpty();
  let place = resumption();
  let failures = 0;
  while (place < file.size && !stopped) {
    try {
      place = await sendPart(file, place);
      failures = 0;
    } catch (e) {
      if (!(e instanceof Broken) || stopped || ++failures >= ATTEMPTS) throw e;
      // A proxy that finds a part too large may break the connection as well.
      partSize = Math.max(partSize / 2, SMALLEST_PART);
      tell(`The connection broke; trying again (${failures} of ${ATTEMPTS - 1}).`);
      await pause(Math.min(250 * 2 ** failures, 8000));
      place = await whereToGoOn(place);
      if (place === null) return;
    }
  }
}

// The answer to the last part may have been lost, and the ticket used up by it: null then.
async function whereToGoOn(place) {
  try {
    await ask();
    return resumption();
  } catch (e) {
    if (e instanceof Broken) return place;
    if (e.code === 'ticket-used') return null;
    throw e;
  }
}

function busy(yes) {
  send.hidden = yes;
  stop.hidden = !yes;
  input.disabled = yes;
  progress.hidden = false;
  (yes ? stop : send).focus();
}

async function start(event) {
  event.preventDefault();
  if (!chosen) return;
  stopped = false;
  fail('');
  tell('Sending.');
  busy(true);
  try {
    await ask();
    await sendAll(chosen);
    if (stopped) throw new Refused('Stopped. Send again to go on.');
    finished();
  } catch (e) {
    busy(false);
    tell('');
    fail(stopped ? 'Stopped. Send again to go on.' : e.message || 'The service does not answer. Send again to go on.');
  }
}

function finished() {
  show(1, 1);
  form.hidden = true;
  about.textContent = `“${ticket.filename}” has ${bytes(chosen.size)}.`;
  tell('The file was sent. You can close this page.');
  status.tabIndex = -1;
  status.focus();
}

function stopSending() {
  stopped = true;
  if (request) request.abort();
}

function dropped(event) {
  event.preventDefault();
  zone.classList.remove('over');
  if (!input.disabled) choose(event.dataTransfer.files);
}

async function open() {
  try {
    await ask();
  } catch (e) {
    about.textContent = '';
    fail(e instanceof Refused ? e.message : 'The service does not answer. Load the page again.');
    return;
  }
  describe();
  form.hidden = false;
}

form.addEventListener('submit', start);
stop.addEventListener('click', stopSending);
input.addEventListener('change', () => choose(input.files));
zone.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('over'); });
zone.addEventListener('dragleave', () => zone.classList.remove('over'));
zone.addEventListener('drop', dropped);
addEventListener('beforeunload', (event) => { if (!stop.hidden) event.preventDefault(); });
open();
