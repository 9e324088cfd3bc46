package io.piecemeal.bootstrap.faults;

import static io.piecemeal.bootstrap.faults.World.bytes;
import static io.piecemeal.bootstrap.faults.World.joined;

import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.RewindUpload.RewindCommand;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.bootstrap.faults.World.Seen;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ChunkPosition;
import io.piecemeal.domain.ContentType;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.FileName;
import io.piecemeal.domain.Status;
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
record Deed(String name, Step preparation, List<Seen> before, Step act, List<Seen> after) {

  /** Goes into a segment. */
  static final byte[] SMALL = bytes(1, 700);

  /** Goes into a segment, in a larger block. */
  static final byte[] LARGE = bytes(2, 100_000);

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

  private static final Step NOTHING = (house, file) -> {};

  /** What is done with a house and a file in it. */
  @FunctionalInterface
  interface Step {
    void with(House house, FileId file) throws IOException;
  }

  static final List<Deed> ALL =
      List.of(
          of("append a small chunk", appending(TINY, Optional.empty()), uploading(TINY)),
          of("append a large chunk", appending(HUGE, Optional.empty()), uploading(HUGE)),
          of("append at an offset", appending(TINY, Optional.of(END)), uploading(TINY)),
          of("replay a chunk", appending(LARGE, Optional.of(MIDDLE)), OPEN),
          of(
              "append the last chunk",
              (house, file) ->
                  World.append(house, file, TINY, Optional.empty(), ChunkPosition.LAST),
              Seen.of(Status.COMPLETE, SMALL, LARGE, TINY)),
          of("complete", World::complete, COMPLETE),
          of(
              "rewind",
              (house, file) ->
                  house.rewind().rewind(new RewindCommand(World.OWNER, file, MIDDLE, END)),
              Seen.of(Status.UPLOADING, SMALL)),
          of("delete", Deed::delete),
          of("store a file", Deed::store, OPEN, Seen.of(Status.COMPLETE, HUGE)),
          of("read", (house, file) -> World.read(house, file), OPEN),
          new Deed(
              "sweep", Deed::delete, List.of(), (house, _) -> house.sweep().sweep(), List.of()),
          new Deed(
              "compact",
              World::complete,
              List.of(COMPLETE),
              (house, _) -> house.compact().compact(Pace.UNLIMITED),
              List.of(COMPLETE)),
          new Deed(
              "collect orphans",
              (house, _) -> house.objects().write(sink -> sink.write(TINY)),
              List.of(OPEN),
              (house, _) -> house.collect().collect(),
              List.of(OPEN)));

  private static Deed of(String name, Step act, Seen... after) {
    return new Deed(name, NOTHING, List.of(OPEN), act, List.of(after));
  }

  private static Step appending(byte[] chunk, Optional<ByteCount> offset) {
    return (house, file) -> World.append(house, file, chunk, offset, ChunkPosition.MORE_MAY_FOLLOW);
  }

  private static Seen uploading(byte[] more) {
    return Seen.of(Status.UPLOADING, joined(SMALL, LARGE, more));
  }

  private static void delete(House house, FileId file) {
    house.delete().delete(World.OWNER, file);
  }

  private static void store(House house, FileId file) throws IOException {
    house
        .store()
        .store(
            new StoreCommand(
                World.OWNER,
                FileName.of("another"),
                ContentType.OCTET_STREAM,
                new ByteArrayInputStream(HUGE)));
  }

  /** Makes the world in which it is done; gives the file. */
  FileId prepare(House house) throws IOException {
    World.file(house, OF_THE_BYSTANDER);
    FileId file = World.file(house, SMALL, LARGE);
    preparation.with(house, file);
    return file;
  }

  @Override
  public String toString() {
    return name;
  }
}
