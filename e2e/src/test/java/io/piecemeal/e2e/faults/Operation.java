package io.piecemeal.e2e.faults;

import static io.piecemeal.e2e.faults.Scenario.bytes;
import static io.piecemeal.e2e.faults.Scenario.joined;

import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.RewindUpload.RewindCommand;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.e2e.faults.Scenario.Seen;
import io.piecemeal.testkit.ObjectWriting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Something that is done while a call fails.
 *
 * @param preparation what is done before that, to a file of {@link #SMALL} and {@link #LARGE}
 * @param before how the file is seen then; empty if it is not
 * @param after how all files but the bystander are seen if it succeeds
 */
record Operation(String name, Step preparation, List<Seen> before, Step act, List<Seen> after) {

  /** Goes into a segment. */
  static final byte[] SMALL = bytes(1, 700);

  /** Goes into a segment, in a larger block. */
  static final byte[] LARGE = bytes(2, 100_000);

  /** Is kept by the ledger, with its row. */
  private static final byte[] INLINE =
      bytes(6, Math.toIntExact(UseCasesOnRealAdapters.INLINE.value()));

  private static final byte[] TINY = bytes(3, 10);

  /** Becomes a file of its own, in several writes. */
  private static final byte[] HUGE = bytes(4, 1_300_000);

  private static final byte[] OF_THE_BYSTANDER = bytes(5, 1000);

  /** Another file, to which nothing may happen. */
  static final Seen BYSTANDER = Seen.of(Status.UPLOADING, OF_THE_BYSTANDER);

  private static final Seen OPEN = Seen.of(Status.UPLOADING, SMALL, LARGE);
  private static final Seen COMPLETE = Seen.of(Status.COMPLETE, SMALL, LARGE);
  private static final ByteCount MIDDLE = new ByteCount(SMALL.length);
  private static final ByteCount END = new ByteCount(SMALL.length + LARGE.length);

  private static final Step NOTHING = (useCases, file) -> {};

  /** What is done with a service and a file in it. */
  @FunctionalInterface
  interface Step {
    void with(UseCasesOnRealAdapters useCases, FileId file) throws IOException;
  }

  static final List<Operation> ALL =
      List.of(
          of(
              "append a chunk into the ledger",
              appending(INLINE, Optional.empty()),
              uploading(INLINE)),
          of("append a small chunk", appending(TINY, Optional.empty()), uploading(TINY)),
          of("append a large chunk", appending(HUGE, Optional.empty()), uploading(HUGE)),
          of("append at an offset", appending(TINY, Optional.of(END)), uploading(TINY)),
          of("replay a chunk", appending(LARGE, Optional.of(MIDDLE)), OPEN),
          of(
              "append the last chunk",
              (useCases, file) ->
                  Scenario.append(useCases, file, TINY, Optional.empty(), ChunkPosition.LAST),
              Seen.of(Status.COMPLETE, SMALL, LARGE, TINY)),
          of("complete", Scenario::complete, COMPLETE),
          of(
              "rewind",
              (useCases, file) ->
                  useCases.rewind().rewind(new RewindCommand(Scenario.OWNER, file, MIDDLE, END)),
              Seen.of(Status.UPLOADING, SMALL)),
          of("delete", Operation::delete),
          of("store a file", Operation::store, OPEN, Seen.of(Status.COMPLETE, HUGE)),
          of("read", (useCases, file) -> Scenario.read(useCases, file), OPEN),
          new Operation(
              "sweep",
              Operation::delete,
              List.of(),
              (useCases, _) -> useCases.sweep().sweep(),
              List.of()),
          new Operation(
              "compact",
              Scenario::complete,
              List.of(COMPLETE),
              (useCases, _) -> useCases.compact().compact(Pace.UNLIMITED),
              List.of(COMPLETE)),
          new Operation(
              "collect orphans",
              (useCases, _) -> ObjectWriting.write(useCases.objects(), sink -> sink.write(TINY)),
              List.of(OPEN),
              (useCases, _) -> useCases.collect().collect(),
              List.of(OPEN)));

  private static Operation of(String name, Step act, Seen... after) {
    return new Operation(name, NOTHING, List.of(OPEN), act, List.of(after));
  }

  private static Step appending(byte[] chunk, Optional<ByteCount> offset) {
    return (useCases, file) ->
        Scenario.append(useCases, file, chunk, offset, ChunkPosition.MORE_MAY_FOLLOW);
  }

  private static Seen uploading(byte[] more) {
    return Seen.of(Status.UPLOADING, joined(SMALL, LARGE, more));
  }

  private static void delete(UseCasesOnRealAdapters useCases, FileId file) {
    useCases.delete().delete(Scenario.OWNER, file);
  }

  private static void store(UseCasesOnRealAdapters useCases, FileId file) throws IOException {
    useCases
        .store()
        .store(
            new StoreCommand(
                Scenario.OWNER,
                FileName.of("another"),
                ContentType.OCTET_STREAM,
                new ByteArrayInputStream(HUGE)));
  }

  /** Makes the world in which it is done; gives the file. */
  FileId prepare(UseCasesOnRealAdapters useCases) throws IOException {
    Scenario.file(useCases, OF_THE_BYSTANDER);
    FileId file = Scenario.file(useCases, SMALL, LARGE);
    preparation.with(useCases, file);
    return file;
  }

  @Override
  public String toString() {
    return name;
  }
}
