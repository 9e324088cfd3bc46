package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.StorageFailure;

/**
 * Where it is written down who did what. Adds to each event when it happened and, as far as it is
 * known where the event is recorded, from where it came and by which key and request.
 */
public interface AuditTrail {
  /** Keeps nothing. */
  AuditTrail NONE =
      new AuditTrail() {
        @Override
        public void record(AuditEvent event) {}

        @Override
        public void requireWorking() {}

        @Override
        public long writeKept() {
          return 0;
        }
      };

  /**
   * Writes an event down behind all that were recorded before it. Never fails: an event that cannot
   * be written is kept, as far as there is room, and written before the next one that can be, or by
   * {@link #writeKept}.
   */
  void record(AuditEvent event);

  /**
   * Tries to write what is kept, if the last attempt failed.
   *
   * @throws StorageFailure.Unavailable if that fails, and nothing may be done that could not be
   *     written down
   */
  void requireWorking();

  /**
   * Tries to write what is kept. Never fails.
   *
   * @return how many events are still not written, with those that there was no room to keep
   */
  long writeKept();
}
