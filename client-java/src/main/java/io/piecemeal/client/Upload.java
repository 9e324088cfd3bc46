package io.piecemeal.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublisher;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One upload, from opening or finding its session to the comparison of the digests. */
final class Upload {

  private final Calls calls;
  private final Source source;
  private final UploadOptions options;
  private final Limits limits;
  private final ChunkSize chunk;
  private final TransferListener listener;

  /** Of all chunks: one that is sent again in smaller ones is no progress. */
  private final Attempts attempts;

  Upload(Calls calls, Source source, UploadOptions options, Limits limits, AtomicInteger ceiling) {
    this.calls = calls;
    this.source = source;
    this.options = options;
    this.limits = limits;
    this.listener = options.listener();
    this.attempts = calls.attempts();
    long most = Math.min(limits.maxChunkBytes(), limits.recommendedChunkBytes());
    this.chunk =
        new ChunkSize(Math.min(limits.maxChunkBytes(), options.chunkBytes().orElse(most)), ceiling);
  }

  StoredFile run() {
    checkSize();
    StoredFile file = options.resume().map(this::resumed).orElseGet(this::opened);
    try (Blocks blocks = new Blocks(source.open())) {
      new StoredChunks(calls, file).compare(blocks);
      progressed(file.size());
      long size = file.complete() ? whole(file, blocks) : send(file.id(), blocks, file.size());
      return complete(file.id(), size, blocks);
    }
  }

  /** A complete file takes no more: that has to be all that the source has. */
  private static long whole(StoredFile file, Blocks blocks) {
    blocks.readAhead(1);
    if (blocks.take().length() > 0) {
      throw IntegrityException.changed(
          "file %s is complete with %d bytes, and the source has more: it is another one"
              .formatted(file.id(), file.size()),
          null);
    }
    return file.size();
  }

  private void checkSize() {
    if (source.size() > limits.maxFileBytes()) {
      throw new LocalFileException(
          "%d bytes are more than the %d that the service takes"
              .formatted(source.size(), limits.maxFileBytes()),
          null);
    }
  }

  private StoredFile resumed(String id) {
    StoredFile file = found(id);
    listener.opened(file);
    return file;
  }

  private StoredFile found(String id) {
    return calls.ask(Call.get("/files/" + id), StoredFile::of);
  }

  /** The same; empty for a key that may send and not read, and has to send again what broke. */
  private Optional<StoredFile> readable(String id) {
    try {
      return Optional.of(found(id));
    } catch (ServiceException e) {
      if (e.neededScope().equals(Optional.of("read"))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Opening twice would leave an empty session behind; by its key the second attempt finds the
   * first.
   */
  StoredFile opened() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("filename", options.filename());
    options.contentType().ifPresent(type -> members.put("content_type", type));
    String once = options.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
    AtomicBoolean replayed = new AtomicBoolean();
    StoredFile file =
        calls.askAnswer(
            Call.post("/uploads", members).header("Idempotency-Key", once),
            answer -> {
              replayed.set(answer.headers().firstValue("Idempotency-Replayed").isPresent());
              return StoredFile.of(answer.json());
            });
    listener.opened(file);
    // The answer to a repeated opening is the first one: the file may be further on.
    return replayed.get() ? readable(file.id()).orElse(file) : file;
  }

  private long send(String id, Blocks blocks, long from) {
    long size = from;
    blocks.readAhead(chunk.now());
    while (true) {
      Block block = blocks.take();
      // Also of the last one, so that a file that was cut is not taken for a whole one.
      source.requireUnchanged();
      if (block.length() == 0) {
        return size;
      }
      blocks.readAhead(chunk.now());
      long base = size;
      while (size < base + block.length()) {
        int start = (int) (size - base);
        long before = size;
        size = append(id, block, start, Math.min(block.length() - start, chunk.now()), size);
        if (size < base || size > base + block.length()) {
          throw IntegrityException.changed(
              "the file has %d bytes, and %d were sent: someone else changes it"
                  .formatted(size, base + block.length()),
              null);
        }
        if (size > before) {
          attempts.succeeded();
        }
        progressed(size);
      }
    }
  }

  /**
   * Sends a chunk until the service has it, or wants something else.
   *
   * @return how many bytes the file has then
   */
  private long append(String id, Block block, int start, int length, long offset) {
    BodyPublisher body = ChunkBody.of(block.text(start, length), offset);
    Call call = Call.of("PUT", "/uploads/" + id).with(body);
    int broken = 0;
    while (true) {
      try {
        listener.sending(length);
        Answer answer = calls.once(call);
        if (answer.succeeded()) {
          long size = size(answer);
          chunk.passed();
          return size;
        }
        ServiceException refusal = ServiceException.of(answer);
        Optional<Long> goOn = goOnAt(refusal, length, offset);
        if (goOn.isPresent()) {
          return goOn.get();
        }
        if (!refusal.repeatable()) {
          throw refusal;
        }
        attempts.failed(refusal, Calls.asked(answer));
      } catch (IOException e) {
        attempts.failed(calls.broken(call, e), Duration.ZERO);
        long size = readable(id).map(StoredFile::size).orElse(offset);
        if (size != offset) {
          return size;
        }
        boolean onItsWay = !(e instanceof ConnectException || e instanceof ForeignAnswer);
        broken++;
        if (broken > 1 && onItsWay) {
          chunk.broke(length);
          return offset;
        }
      }
    }
  }

  private static long size(Answer answer) throws IOException {
    try {
      return StoredFile.of(answer.json()).size();
    } catch (IllegalArgumentException e) {
      // Whatever answered, the file itself says how far it is.
      throw new ForeignAnswer(e);
    }
  }

  /** Where to go on after a refusal that leads on: the same place in smaller chunks, or another. */
  private Optional<Long> goOnAt(ServiceException refusal, int length, long offset) {
    boolean tooLarge = refusal.status() == 413 && !refusal.code().equals("file-too-large");
    if (tooLarge && chunk.refused(length, refusal.number("max_chunk_bytes"))) {
      return Optional.of(offset);
    }
    // A larger chunk that seemed lost came after all.
    return refusal.code().equals("offset-mismatch")
        ? refusal.number("expected_offset").filter(expected -> expected > offset)
        : Optional.empty();
  }

  private StoredFile complete(String id, long size, Blocks blocks) {
    String digest = blocks.hexDigest();
    StoredFile file;
    try {
      file =
          calls.ask(
              Call.post("/uploads/" + id + "/complete", Map.of("size", size, "sha256", digest)),
              StoredFile::of);
    } catch (ServiceException e) {
      if (e.code().equals("checksum-mismatch") || e.code().equals("size-mismatch")) {
        throw IntegrityException.mismatch(String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
    if (file.size() != size || !file.sha256().equals(Optional.of(digest))) {
      throw IntegrityException.mismatch(
          "file %s has %d bytes and the digest %s, sent were %d and %s"
              .formatted(id, file.size(), file.sha256().orElse("none"), size, digest),
          null);
    }
    return file;
  }

  private void progressed(long size) {
    listener.progressed(size, source.size());
  }
}
