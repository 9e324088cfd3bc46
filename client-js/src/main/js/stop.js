/**
 * What a signal says as soon as it says so, also while something is awaited that knows no signals.
 *
 * @template T
 * @param {T | PromiseLike<T>} work what comes of it after the signal is dropped
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>} rejected with the signal's reason, if that comes first
 */
export function unlessStopped(work, signal) {
  const promise = Promise.resolve(work);
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, {once: true});
  });
}
