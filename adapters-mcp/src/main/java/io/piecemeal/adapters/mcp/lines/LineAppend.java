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
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes lines of Base64 with checks: those that follow each other from the file's end on are
 * stored, those before it are compared with what is stored, good ones behind a damaged one are
 * held, and the damaged ones are named. A check tells only that a line is as it was printed;
 * whether the file is, its digest tells.
 */
@Singleton
public final class LineAppend {

  /** Lines of one call, 57 bytes each: as many as a message may have names and values for. */
  public static final int MOST_LINES = 450;

  /** The lines as an argument. */
  public static final Parameter.Objects LINES =
      new Parameter.Objects(
          "lines",
          OPTIONAL,
          List.of(TypedLines.NUMBER, TypedLines.DATA, TypedLines.CHECK),
          MOST_LINES,
          "In the place of data: Base64 that you copy from what a program printed, line by line,"
              + " so that only damaged lines are typed again.");

  private final FileTurns turns = new FileTurns();
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
   * @param dropped numbers of good lines that were held and are not any more, nor stored
   */
  public record Result(
      StoredFile file, int next, List<Integer> needed, int held, List<Integer> dropped) {}

  /**
   * Takes the lines of a call.
   *
   * @throws ArgumentRejected if none of them can be read, one follows the last, or one is there
   *     twice
   * @throws UploadRejected if a rule refuses them; with {@link Refusal.BytesDiffer} if the file has
   *     other bytes in the place of one
   * @throws MisplacedLine if the file ends within a line, and one has its place there or behind it
   */
  public Result append(HeldLines.Key key, List<Arguments> sent, Store store) throws IOException {
    TypedLines lines = TypedLines.of(sent);
    SortedSet<Integer> dropped = new TreeSet<>();
    try (FileTurns.Turn _ = turns.await(key.owner(), key.file())) {
      Optional<Result> result = Optional.empty();
      while (result.isEmpty()) {
        StoredFile file = files.find(key.owner(), key.file());
        result = tryAppend(key, new LinePlaces(file, key.base()), lines, dropped, store);
      }
      return result.get();
    }
  }

  /** Empty if another call changed the file meanwhile, which is then looked up again. */
  private Optional<Result> tryAppend(
      HeldLines.Key key,
      LinePlaces places,
      TypedLines lines,
      SortedSet<Integer> dropped,
      Store store)
      throws IOException {
    try {
      compare(key, places, lines.good().headMap(places.next(), false), store);
      NavigableMap<Integer, TypedLine> more = lines.good().tailMap(places.next(), true);
      if (!more.isEmpty()) {
        places.requireMayFollow();
      }
      NavigableMap<Integer, TypedLine> all = withWaiting(key, places.file(), more, dropped);
      return append(key, places, Typing.of(places.next(), all, lines.damaged()), dropped, store);
    } catch (UploadRejected e) {
      if (e.refusal() instanceof Refusal.OffsetMismatch) {
        requireChanged(places);
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A line that begins as what is stored of it, and is longer, is refused as one of the file. */
  private void requireChanged(LinePlaces places) {
    StoredFile seen = places.file();
    StoredFile now = files.find(seen.owner(), seen.id());
    if (now.revision() == seen.revision() && now.size().equals(seen.size())) {
      throw places.misplaced();
    }
  }

  /** Nothing that is stored is stored again, so that this changes nothing. */
  private void compare(
      HeldLines.Key key, LinePlaces places, NavigableMap<Integer, TypedLine> stored, Store store)
      throws IOException {
    places.requireGoOn(stored.values());
    NavigableMap<Integer, TypedLine> left = new TreeMap<>(stored);
    while (!left.isEmpty()) {
      List<TypedLine> run = Typing.run(left.firstKey(), left, linesOfChunk);
      store.append(command(key, places, run));
      left.headMap(run.getLast().number(), true).clear();
    }
  }

  /** What waits at the file goes where it is not of the same print as what comes. */
  private NavigableMap<Integer, TypedLine> withWaiting(
      HeldLines.Key key,
      StoredFile file,
      NavigableMap<Integer, TypedLine> more,
      SortedSet<Integer> dropped) {
    HeldLines.Waiting waiting = held.at(key, file);
    if (!waiting.valid() || TypedLines.contradict(waiting.lines(), more)) {
      dropped.addAll(waiting.lines().keySet());
      return more;
    }
    NavigableMap<Integer, TypedLine> all = new TreeMap<>(waiting.lines());
    all.putAll(more);
    return all;
  }

  private Optional<Result> append(
      HeldLines.Key key, LinePlaces places, Typing typing, SortedSet<Integer> dropped, Store store)
      throws IOException {
    NavigableMap<Integer, TypedLine> left = new TreeMap<>(typing.good());
    LinePlaces now = places;
    try {
      while (left.containsKey(now.next())) {
        List<TypedLine> run = Typing.run(now.next(), left, linesOfChunk);
        LinePlaces then =
            new LinePlaces(store.append(command(key, places, run)).file(), key.base());
        if (!follows(now, run, then)) {
          return Optional.empty();
        }
        now = then;
        left.headMap(run.getLast().number(), true).clear();
      }
    } finally {
      // Also those that could not be stored: they need not be typed again.
      List<Integer> tooMany = held.hold(key, now.file(), left);
      left.keySet().removeAll(tooMany);
      dropped.addAll(tooMany);
    }
    int next = now.next();
    List<Integer> gone =
        dropped.stream()
            .filter(number -> number >= next && !left.containsKey(number))
            .limit(Typing.MOST_NAMED)
            .toList();
    return Optional.of(new Result(now.file(), next, typing.needed(), left.size(), gone));
  }

  /** Whether nothing else has happened to the file than that it has these lines now. */
  private static boolean follows(LinePlaces before, List<TypedLine> run, LinePlaces after) {
    return after.file().revision() == before.file().revision()
        && after.file().size().equals(before.file().size().plus(length(run)));
  }

  private static ByteCount length(List<TypedLine> run) {
    return new ByteCount(run.stream().mapToLong(TypedLine::length).sum());
  }

  /** Only the last line is not full, so that their Base64 may follow each other. */
  private static AppendCommand command(HeldLines.Key key, LinePlaces places, List<TypedLine> run) {
    String data = String.join("", run.stream().map(TypedLine::data).toList());
    ChunkTerms terms =
        new ChunkTerms(
            Optional.of(places.start(run.getFirst().number())),
            Optional.empty(),
            ChunkPosition.MORE_MAY_FOLLOW);
    return new AppendCommand(
        key.owner(),
        key.file(),
        new TextChunk(ChunkText.of(data), Encoding.BASE64, terms),
        Optional.of(length(run)));
  }
}
