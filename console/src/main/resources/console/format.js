// Sizes, times and rests as people write them. Words are those of the page, numbers and days those of its reader.

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
const numbers = new Intl.NumberFormat();
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const hours = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** @param {number} value @param {string} unit @param {'short' | 'long'} unitDisplay @param {number} digits */
const inUnit = (value, unit, unitDisplay, digits) =>
  new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits }).format(value);

/** @param {number} bytes */
export function size(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return inUnit(value, UNITS[unit], unit === 0 ? 'long' : 'short', unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

/** @param {number} bytes */
export const exactSize = (bytes) => `${numbers.format(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;

/** @param {number} count */
export const count = (count) => numbers.format(count);

/** @param {number} many @param {string} one @param {string} [several] */
export const counted = (many, one, several = `${one}s`) => `${numbers.format(many)} ${many === 1 ? one : several}`;

/** @param {string} time */
export const day = (time) => days.format(new Date(time));

/** The time alone, if it is today. @param {string} time */
export const until = (time) =>
  (new Date(time).toDateString() === new Date().toDateString() ? hours : days).format(new Date(time));

/** @param {number} seconds */
function largest(seconds) {
  const size = Math.abs(seconds);
  if (size < 90) return /** @type {const} */ (['second', seconds]);
  if (size < 90 * 60) return /** @type {const} */ (['minute', seconds / 60]);
  if (size < 36 * 3600) return /** @type {const} */ (['hour', seconds / 3600]);
  return /** @type {const} */ (['day', seconds / 86_400]);
}

/** How long from now, or ago. @param {string} time */
export function fromNow(time) {
  const [unit, value] = largest((Date.parse(time) - Date.now()) / 1000);
  return unit === 'second' && Math.abs(value) < 10 ? 'just now' : relative.format(Math.round(value), unit);
}

/** @param {number} seconds */
export function rest(seconds) {
  if (!Number.isFinite(seconds)) return '';
  const [unit, value] = largest(Math.max(1, seconds));
  return `${inUnit(Math.ceil(value), unit, 'long', 0)} left`;
}

/** @param {number} bytesPerSecond */
export const speed = (bytesPerSecond) => `${size(bytesPerSecond)}/s`;

/** @param {number} done @param {number} total */
export const percent = (done, total) => (total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0);
