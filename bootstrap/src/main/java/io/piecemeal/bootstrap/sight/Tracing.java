package io.piecemeal.bootstrap.sight;

import io.piecemeal.adapters.s3.StoreCalls;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.http.server.trace.RequestTraces;
import java.util.Optional;

/** Follows requests through ports, or does nothing. */
public interface Tracing extends AutoCloseable {

  /** Nobody wants to know: every port stays what it is. */
  Tracing OFF =
      new Tracing() {
        @Override
        public <T> T database(Class<T> port, T adapter) {
          return adapter;
        }

        @Override
        public ChunkStore store(ChunkStore store) {
          return store;
        }

        @Override
        public Optional<StoreCalls> calls() {
          return Optional.empty();
        }

        @Override
        public Optional<RequestTraces> requests() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /** The same port of the database; each of its calls is followed. */
  <T> T database(Class<T> port, T adapter);

  /** The same store; what callers send into it is followed. */
  ChunkStore store(ChunkStore store);

  /** For requests to a store of objects; empty if nothing is followed. */
  Optional<StoreCalls> calls();

  /** For the way in; empty if nothing is followed. */
  Optional<RequestTraces> requests();

  @Override
  void close();
}
