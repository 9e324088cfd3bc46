package io.piecemeal.adapters.mcp.lines;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.chunk.TextChunk;
import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes lines of Base64 with checks: those that follow each other from the file's end on are
 * stored, good ones behind a damaged one are held, and the damaged ones are named. A check tells
 * only that a line is as it was printed; whether the file is, its digest tells.
 */
@Singleton
public final class LineAppend {

  /** Lines of one call: 57 bytes each. */
  public static final int MOST_LINES = 1000;

  private static final Parameter.Count NUMBER =
      new Parameter.Count(
          "n", OPTIONAL, 1, 9_999_999, "The number of the line, from 1 on in the whole file.");

  private static final Parameter.Text DATA =
      new Parameter.Text("data", OPTIONAL, "At most 76 characters of Base64.");

  private static final Parameter.Text CHECK =
      new Parameter.Text("check", OPTIONAL, "The 6 characters that were printed behind it.");

  /** The lines as an argument. */
  public static final Parameter.Objects LINES =
      new Parameter.Objects(
          "lines",
          OPTIONAL,
          List.of(NUMBER, DATA, CHECK),
          MOST_LINES,
          "In the place of data: Base64 that you copy from what a program printed, line by line,"
              + " so that only damaged lines are typed again.");

  private final FindFile files;
  private final HeldLines held;
  private final int linesOfChunk;

  public LineAppend(FindFile files, HeldLines held, Limits limits) {
    this.files = files;
    this.linesOfChunk =
        (int) Math.max(1, Math.min(MOST_LINES, limits.chunk().value() / TypedLine.BYTES));
    this.held = held;
  }

  /** Stores a chunk. */
  @FunctionalInterface
  public interface Store {
    Appended append(AppendCommand command) throws IOException;
  }

  /**
   * What became of the lines.
   *
   * @param next the number of the first line that is not stored
   * @param needed numbers of the lines to be typed next
   * @param held how many good lines wait for them
   */
  public record Result(StoredFile file, int next, List<Integer> needed, int held) {}

  /**
   * Takes the lines of a call.
   *
   * @throws ArgumentRejected if none of them can be read, or one follows the last
   */
  public Result append(HeldLines.Key key, List<Arguments> lines, Store store) throws IOException {
    Set<Integer> damaged = new TreeSet<>();
    Set<TypedLine> good = new LinkedHashSet<>();
    for (Arguments line : lines) {
      Optional<Integer> number = line.findCount(NUMBER).map(n -> (int) n.value());
      if (number.isPresent()) {
        TypedLine.read(number.get(), line.find(DATA).orElse(""), line.find(CHECK).orElse(""))
            .ifPresentOrElse(good::add, () -> damaged.add(number.get()));
      }
    }
    if (good.isEmpty() && damaged.isEmpty()) {
      throw ArgumentRejected.invalid(
          LINES.name(), "each line needs n, its number from 1 on, data and check");
    }
    StoredFile file = files.find(key.owner(), key.file());
    int next = next(key.base(), file.size());
    good.removeIf(line -> line.number() < next);
    damaged.removeIf(number -> number < next);
    requireWholeLines(key.base(), file.size(), good);
    NavigableMap<Integer, TypedLine> all = held.with(key, good);
    requireLastIsLast(all);
    held.keep(key, all);
    held.dropTo(key, next - 1);
    Typing typing = Typing.of(next, all.tailMap(next, true), damaged);
    int stored = 0;
    while (stored < typing.run().size()) {
      int end = Math.min(stored + linesOfChunk, typing.run().size());
      file = store.append(command(key, file.size(), typing.run().subList(stored, end))).file();
      held.dropTo(key, next + end - 1);
      stored = end;
    }
    return new Result(file, next + stored, typing.needed(), typing.held());
  }

  /** The number of the line that begins at the end of the file. */
  private static int next(ByteCount base, ByteCount size) {
    long there = size.value() - base.value();
    if (there < 0) {
      throw ArgumentRejected.invalid(
          "offset", "line 1 cannot begin behind the end of the file, which is " + size);
    }
    return Math.toIntExact((there + TypedLine.BYTES - 1) / TypedLine.BYTES) + 1;
  }

  /** A file that ends within a line has its last one already. */
  private static void requireWholeLines(ByteCount base, ByteCount size, Set<TypedLine> more) {
    boolean ended = (size.value() - base.value()) % TypedLine.BYTES != 0;
    if (ended && !more.isEmpty()) {
      throw ArgumentRejected.invalid(
          LINES.name(),
          "the file has %s bytes and so ends with a line that is not full; none may follow it"
              .formatted(size));
    }
  }

  private static void requireLastIsLast(NavigableMap<Integer, TypedLine> all) {
    for (TypedLine line : all.headMap(all.isEmpty() ? 0 : all.lastKey(), false).values()) {
      if (!line.isFull()) {
        throw ArgumentRejected.invalid(
            LINES.name(),
            "line %d has %d bytes and not %d, so that none may follow it"
                .formatted(line.number(), line.length(), TypedLine.BYTES));
      }
    }
  }

  /** Only the last line is not full, so that their Base64 may follow each other. */
  private static AppendCommand command(HeldLines.Key key, ByteCount size, List<TypedLine> lines) {
    String data = String.join("", lines.stream().map(TypedLine::data).toList());
    ChunkTerms terms =
        new ChunkTerms(Optional.of(size), Optional.empty(), ChunkPosition.MORE_MAY_FOLLOW);
    return new AppendCommand(
        key.owner(),
        key.file(),
        new TextChunk(ChunkText.of(data), Encoding.BASE64, terms),
        Optional.of(new ByteCount(lines.stream().mapToLong(TypedLine::length).sum())));
  }
}
