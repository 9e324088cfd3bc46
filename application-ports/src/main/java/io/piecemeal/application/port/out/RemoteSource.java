package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ByteCount;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Bytes that other servers have, by the URLs that callers name. */
public interface RemoteSource {

  /**
   * Why a URL is never fetched; empty if it can be tried. A sentence for the one who named it,
   * which repeats nothing of it.
   */
  Optional<String> refusal(String url);

  /**
   * Asks for the bytes. Holds the calling thread for a bounded time, and for no longer than the
   * request says. Sends nothing that tells the source who asks.
   *
   * @return what comes, to be closed by the caller
   * @throws SourceFailure if nothing is to be had; with {@code UNREACHABLE} for any address that
   *     may not be reached, just as where nothing answers
   */
  Content open(Request request) throws SourceFailure;

  /**
   * What is asked for.
   *
   * @param rest empty for all of it
   * @param patience how long all of it may take; after that, reading fails
   */
  record Request(String url, Optional<Rest> rest, Duration patience) {

    /** Tells nothing of the URL, which may hold a secret. */
    @Override
    public String toString() {
      return "Request[rest=%s, patience=%s]".formatted(rest, patience);
    }
  }

  /**
   * The bytes behind others that were read before.
   *
   * @param start how many were
   * @param version of what they were read from
   */
  record Rest(ByteCount start, String version) {}

  /** Bytes on their way. */
  interface Content extends AutoCloseable {

    /** Where they begin: at the start of the rest, or at 0 if that is not given out alone. */
    ByteCount start();

    /** How many there are from there to the end, where the source says so. */
    Optional<ByteCount> length();

    /** Names the bytes of the source one by one, where it has such a name for them. */
    Optional<String> version();

    /**
     * The bytes. Reading throws an {@link java.io.IOException} where they break off before their
     * end, where nothing comes for long, and when the time of the request is over.
     */
    InputStream bytes();

    /** Ends the transfer. Whatever is still to come is not waited for. */
    @Override
    void close();
  }
}
