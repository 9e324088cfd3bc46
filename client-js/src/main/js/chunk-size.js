// Less than any proxy refuses, and still few requests for a file.
const SMALLEST = 64 * 1024;

/** How many bytes a chunk has: less where the way to the service lets no more through. */
export class ChunkSize {
  #ceiling;
  #value;

  /** @param {number} most */
  constructor(most) {
    this.#ceiling = most;
    this.#value = most;
  }

  get value() {
    return this.#value;
  }

  /**
   * Something refuses so large a body, now and later.
   *
   * @param {unknown} [limit] in bytes of a chunk, where it was told
   * @returns {boolean} whether there is a smaller size
   */
  refuse(limit) {
    const told = typeof limit === 'number' && limit > 0 && limit < this.#value;
    const smaller = told ? limit : Math.floor(this.#value / 2);
    if (!told && smaller < SMALLEST) return false;
    this.#ceiling = this.#value = smaller;
    return true;
  }

  /** A body broke or was too slow: perhaps less comes through. */
  shrink() {
    this.#value = Math.max(Math.floor(this.#value / 2), Math.min(SMALLEST, this.#ceiling));
  }

  /** One came through. */
  grow() {
    this.#value = Math.min(this.#value * 2, this.#ceiling);
  }
}
