package io.piecemeal.testkit;

import io.piecemeal.application.port.out.RemoteSource;
import io.piecemeal.application.port.out.SourceFailure;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.SourceTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A source with one file, at one URL, which fails as it is told to. For use by one thread. */
public final class InMemoryRemoteSource implements RemoteSource {

  public static final String URL = "https://source.test/file";

  /** What was asked for. */
  public final List<Request> requests = new ArrayList<>();

  private final Deque<Integer> breaks = new ArrayDeque<>();
  private final Deque<SourceTrouble> failures = new ArrayDeque<>();
  private Optional<byte[]> file = Optional.empty();
  private Optional<String> version = Optional.empty();
  private Lengths lengths = Lengths.SAID;
  private int open;

  /** Whether answers say how long they are. */
  public enum Lengths {
    SAID,
    LEFT_OUT
  }

  public void put(byte[] content, Optional<String> name) {
    file = Optional.of(content.clone());
    version = name;
  }

  public void put(byte[] content, Optional<String> name, Lengths said) {
    put(content, name);
    lengths = said;
  }

  /** The next answers break off behind so many bytes. */
  public void breakAfter(int... bytes) {
    Arrays.stream(bytes).forEach(breaks::add);
  }

  /** The next requests get no answer. */
  public void fail(SourceTrouble... reasons) {
    failures.addAll(List.of(reasons));
  }

  /** How many answers were not closed. */
  public int open() {
    return open;
  }

  @Override
  public Optional<String> refusal(String url) {
    return url.equals(URL) ? Optional.empty() : Optional.of("there is nothing but one file");
  }

  @Override
  public Content open(Request request) throws SourceFailure {
    requests.add(request);
    if (!failures.isEmpty()) {
      throw new SourceFailure(failures.remove());
    }
    byte[] all = file.orElseThrow(() -> new SourceFailure(SourceTrouble.ABSENT));
    int start =
        request
            .rest()
            .filter(rest -> version.filter(rest.version()::equals).isPresent())
            .map(rest -> (int) rest.start().value())
            .filter(skipped -> skipped < all.length)
            .orElse(0);
    open++;
    return new Part(Arrays.copyOfRange(all, start, all.length), start);
  }

  private final class Part implements Content {

    private final int start;
    private final int length;
    private final InputStream bytes;
    private boolean closed;

    Part(byte[] part, int start) {
      this.start = start;
      this.length = part.length;
      InputStream whole = new ByteArrayInputStream(part);
      this.bytes =
          breaks.isEmpty()
              ? whole
              : new BrokenInputStream(whole, breaks.remove(), new IOException("broken off"));
    }

    @Override
    public ByteCount start() {
      return new ByteCount(start);
    }

    @Override
    public Optional<ByteCount> length() {
      return lengths == Lengths.SAID ? Optional.of(new ByteCount(length)) : Optional.empty();
    }

    @Override
    public Optional<String> version() {
      return version;
    }

    @Override
    public InputStream bytes() {
      return bytes;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open--;
      }
    }
  }
}
