package io.piecemeal.faults.account;

import io.piecemeal.faults.account.Finding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with a file that is known not to be as expected. */
final class Diagnosis {

  private final FileAccount account;
  private final List<byte[]> expected;
  private final List<byte[]> found;
  private final List<Part> parts;
  private final boolean[] expectedMatched;
  private final boolean[] foundMatched;
  private final List<Finding> findings = new ArrayList<>();

  Diagnosis(FileAccount account, FileState state, Observed.Present present) {
    this.account = account;
    this.parts = state.parts();
    this.expected = parts.stream().map(Part::bytes).toList();
    this.found = present.chunks().size() == 1 ? whole(present) : slices(present);
    this.expectedMatched = new boolean[expected.size()];
    this.foundMatched = new boolean[found.size()];
  }

  /** At least one. */
  List<Finding> findings() {
    matchInOrder();
    for (int at = 0; at < found.size(); at++) {
      if (!foundMatched[at]) {
        tellFound(at);
      }
    }
    for (int at = 0; at < expected.size(); at++) {
      if (!expectedMatched[at]) {
        add(Kind.LOST, "chunk %s at place %d is not there".formatted(parts.get(at), at));
      }
    }
    if (findings.isEmpty()) {
      add(Kind.INCONSISTENT, "its chunks are cut in other places than they were sent");
    }
    return findings;
  }

  private void tellFound(int at) {
    Optional<Integer> place = indexOf(found.get(at), false);
    if (place.isPresent()) {
      expectedMatched[place.get()] = true;
      add(
          Kind.MISPLACED,
          "chunk %s is at place %d, expected at %d"
              .formatted(parts.get(place.get()), at, place.get()));
    } else if (indexOf(found.get(at), true).isPresent()) {
      add(
          Kind.DOUBLED,
          "chunk %s is there again at place %d"
              .formatted(parts.get(indexOf(found.get(at), true).orElseThrow()), at));
    } else if (at < expected.size()
        && !expectedMatched[at]
        && expected.get(at).length == found.get(at).length) {
      expectedMatched[at] = true;
      int byteAt = Arrays.mismatch(expected.get(at), found.get(at));
      add(
          Kind.DAMAGED,
          "chunk %s at place %d differs from its byte %d on".formatted(parts.get(at), at, byteAt));
    } else {
      add(
          Kind.FOREIGN,
          "at place %d are %d bytes: %s".formatted(at, found.get(at).length, origin(at)));
    }
  }

  private String origin(int at) {
    return account.sent().stream()
        .filter(part -> part.length() == found.get(at).length)
        .filter(part -> Arrays.equals(part.bytes(), found.get(at)))
        .findFirst()
        .map(part -> "chunk %s, which was refused, not acknowledged or taken away".formatted(part))
        .orElse("no client sent them");
  }

  private Optional<Integer> indexOf(byte[] bytes, boolean matched) {
    for (int at = 0; at < expected.size(); at++) {
      if (expectedMatched[at] == matched && Arrays.equals(expected.get(at), bytes)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** The longest common subsequence: as many as possible are where they belong. */
  private void matchInOrder() {
    int[][] length = new int[expected.size() + 1][found.size() + 1];
    for (int i = expected.size() - 1; i >= 0; i--) {
      for (int j = found.size() - 1; j >= 0; j--) {
        length[i][j] =
            Arrays.equals(expected.get(i), found.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < expected.size() && j < found.size()) {
      if (Arrays.equals(expected.get(i), found.get(j))) {
        expectedMatched[i++] = true;
        foundMatched[j++] = true;
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private static List<byte[]> slices(Observed.Present present) {
    return present.chunks().stream()
        .map(
            chunk ->
                Arrays.copyOfRange(
                    present.content(),
                    Math.toIntExact(chunk.offset()),
                    Math.toIntExact(chunk.end())))
        .toList();
  }

  /** A file that was compacted lists one chunk; it is cut as it was sent. */
  private List<byte[]> whole(Observed.Present present) {
    List<byte[]> pieces = new ArrayList<>();
    int at = 0;
    for (byte[] piece : expected) {
      int end = Math.min(present.content().length, at + piece.length);
      if (at < end) {
        pieces.add(Arrays.copyOfRange(present.content(), at, end));
      }
      at = end;
    }
    if (at < present.content().length) {
      pieces.add(Arrays.copyOfRange(present.content(), at, present.content().length));
    }
    return pieces;
  }

  private void add(Kind kind, String text) {
    findings.add(new Finding(kind, account.id(), text));
  }
}
