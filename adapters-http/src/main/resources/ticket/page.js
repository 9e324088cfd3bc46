// Sends a file to the ticket whose address this page has.

import { NotTaken, ask, sendFile } from '../../console/send.js';
import * as format from '../../console/format.js';

const SPOKEN_EVERY_MS = 10_000;
const SPEED_AFTER_MS = 1500;
// What a file is called that was asked for without a name: whatever is chosen is meant.
const UNNAMED = 'file';

const address = location.pathname;
/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const [title, about, form, zone, choice, doubt] = ['title', 'about', 'form', 'zone', 'choice', 'doubt'].map(byId);
const [progress, how, sent, done, error, status] = ['progress', 'how', 'sent', 'done', 'error', 'status'].map(byId);
const input = /** @type {HTMLInputElement} */ (byId('file'));
const [send, stop] = /** @type {HTMLButtonElement[]} */ (['send', 'stop'].map(byId));
const bar = /** @type {HTMLProgressElement} */ (byId('bar'));

/** @type {import('../../console/send.js').TicketState | null} */
let ticket = null;
/** @type {File | null} */
let chosen = null;
/** @type {AbortController | null} */
let sending = null;

// What is read aloud is said rarely; what is shown is shown once.
/** @param {string} text */
const tell = (text) => { status.textContent = text; };
/** @param {string} text */
const fail = (text) => { error.textContent = text; };

/** @param {NotTaken} e */
function refusal(e) {
  switch (e.code) {
    case 'offset-mismatch':
    case 'size-mismatch':
      return 'This is not the file that was begun, or somebody else sent it meanwhile. Choose the same file again.';
    case 'not-found': return 'This link is not valid any more. Ask for another one.';
    case 'gone': return 'The file expired or was deleted. Ask for another link.';
    case 'ticket-used': return 'This link was used already: the file was sent.';
    case 'ticket-expired': return 'This link has expired. Ask for another one.';
    default: return e.message;
  }
}

/** @param {import('../../console/send.js').TicketState} it */
function describe(it) {
  const what = it.filename === UNNAMED ? 'a file' : `“${it.filename}”`;
  const parts = [`Send ${what} by ${format.until(it.expires_at)}.`];
  if (it.declared_size !== null) parts.push(`It has ${format.size(it.declared_size)}.`);
  else parts.push(`It may have at most ${format.size(it.max_size)}.`);
  if (it.size > 0) parts.push(`The first ${format.size(it.size)} are there; choose the whole file to go on.`);
  about.textContent = parts.join(' ');
}

/** Rounded sizes may look the same: then all digits are told. @param {number} one @param {number} other */
const told = (one, other) => (format.size(one) === format.size(other)
  ? [format.exactSize(one), format.exactSize(other)] : [format.size(one), format.size(other)]);

/** @param {File} file @param {import('../../console/send.js').TicketState} it */
function objection(file, it) {
  if (it.declared_size !== null && file.size !== it.declared_size) {
    const [has, wanted] = told(file.size, it.declared_size);
    return `This file has ${has}; the link is for a file of ${wanted}.`;
  }
  if (file.size > it.max_size) {
    const [has, most] = told(file.size, it.max_size);
    return `This file has ${has}; at most ${most} fit.`;
  }
  const nothingNew = file.size <= it.offset && (file.size > 0 || it.size > 0);
  return nothingNew ? `This file has no more than the ${format.size(it.offset)} that are there.` : null;
}

/** @param {FileList | null | undefined} files */
function choose(files) {
  if (!ticket || sending || !files) return;
  fail('');
  const wrong = files.length > 1 ? 'Choose one file.' : files.length === 1 ? objection(files[0], ticket) : '';
  chosen = wrong === null ? files[0] : null;
  send.disabled = chosen === null;
  choice.textContent = chosen ? `${chosen.name}, ${format.size(chosen.size)}` : '';
  const otherName = chosen && ticket.filename !== UNNAMED && chosen.name.normalize() !== ticket.filename.normalize();
  doubt.textContent = otherName ? `“${ticket.filename}” was asked for, and this one is called “${chosen?.name}”. Is it the right one?` : '';
  send.textContent = otherName ? 'Send it anyway' : 'Send';
  if (wrong) fail(wrong);
}

/** Shows how far it is, and says it from time to time. @param {number} total */
function watch(total) {
  let spokenAt = Date.now();
  /** @type {{at: number, sent: number} | null} */
  let first = null;
  return (/** @type {number} */ now) => {
    const at = Date.now();
    if (!first || now < first.sent) first = { at, sent: now };
    const pace = at - first.at > SPEED_AFTER_MS ? ((now - first.sent) * 1000) / (at - first.at) : 0;
    const percent = format.percent(now, total);
    bar.value = percent;
    const parts = [`${percent} % of ${format.size(total)}`, ...(pace > 0 ? [format.speed(pace), format.rest((total - now) / pace)] : [])];
    how.textContent = parts.join(' · ');
    if (at - spokenAt > SPOKEN_EVERY_MS) {
      spokenAt = at;
      tell(`${percent} percent sent.`);
    }
  };
}

/** @param {boolean} yes */
function busy(yes) {
  form.hidden = yes;
  progress.hidden = !yes;
  (yes ? stop : send).focus();
}

/** @param {Event} event */
async function start(event) {
  event.preventDefault();
  if (!chosen || sending) return;
  const file = chosen;
  sending = new AbortController();
  fail('');
  tell('Sending.');
  how.textContent = 'Sending…';
  busy(true);
  try {
    await sendFile(address, file, {
      signal: sending.signal,
      onProgress: watch(file.size),
      onPause: () => {
        how.textContent = navigator.onLine ? 'The connection broke. It goes on by itself.' : 'You are offline. It goes on by itself.';
        tell(how.textContent);
      },
      onResume: () => tell('It goes on.'),
    });
    finished(file);
  } catch (e) {
    busy(false);
    tell('');
    if (sending.signal.aborted) fail('Stopped. Send again to go on.');
    else if (e instanceof NotTaken) fail(refusal(e));
    else throw e;
  } finally {
    sending = null;
  }
}

/** @param {File} file */
function finished(file) {
  progress.hidden = form.hidden = about.hidden = true;
  title.textContent = 'Thank you';
  document.title = 'The file was sent';
  const name = ticket?.filename === UNNAMED ? file.name : ticket?.filename;
  done.textContent = `The file was sent. “${name}” has ${format.size(file.size)}. You can close this page.`;
  sent.hidden = false;
  tell('');
  sent.focus();
}

/** Anywhere on the page: what is dropped beside the zone is meant for it too. @param {DragEvent} event */
function over(event) {
  event.preventDefault();
  zone.classList.toggle('over', event.type !== 'drop' && event.relatedTarget !== null);
  if (event.type === 'dragover') zone.classList.add('over');
}

async function open() {
  for (;;) {
    try {
      ticket = await ask(address);
      break;
    } catch (e) {
      about.textContent = '';
      if (e instanceof NotTaken) {
        fail(refusal(e));
        return;
      }
      fail('The service does not answer. This page tries again.');
      await new Promise((resolve) => {
        addEventListener('online', resolve, { once: true });
        setTimeout(resolve, 3000);
      });
    }
  }
  fail('');
  describe(ticket);
  form.hidden = false;
  // Chosen before there was an answer, or by the browser, which remembers.
  if (input.files?.length) choose(input.files);
}

byId('host').textContent = location.host;
form.addEventListener('submit', (event) => { void start(event); });
stop.addEventListener('click', () => sending?.abort(new DOMException('stopped', 'AbortError')));
input.addEventListener('change', () => choose(input.files));
for (const type of /** @type {const} */ (['dragover', 'dragleave', 'drop'])) addEventListener(type, over);
addEventListener('drop', (event) => choose(event.dataTransfer?.files));
addEventListener('beforeunload', (event) => { if (sending) event.preventDefault(); });
void open();
