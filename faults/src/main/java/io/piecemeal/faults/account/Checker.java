package io.piecemeal.faults.account;

import io.piecemeal.faults.account.Finding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares an account with what the service shows: every acknowledged chunk is there, once, in
 * order, byte for byte; one whose outcome is not known is there once or not at all; nothing else is
 * there.
 */
public final class Checker {

  private Checker() {}

  /** What is wrong; empty if the file is one of the things that it may be. */
  public static List<Finding> check(FileAccount account, Observed observed) {
    List<List<Finding>> each =
        Stream.concat(Stream.of(account.certain()), account.possible().stream())
            .map(expected -> compare(account, expected, observed))
            .toList();
    // The outcome that was rather meant explains best what is wrong.
    return each.stream().min(Comparator.comparingInt(List::size)).orElseThrow();
  }

  private static List<Finding> compare(FileAccount account, FileState expected, Observed observed) {
    return switch (observed) {
      case Observed.Gone _ -> compareGone(account, expected);
      case Observed.Present present -> comparePresent(account, expected, present);
    };
  }

  private static List<Finding> compareGone(FileAccount account, FileState expected) {
    if (expected.stage() == FileState.Stage.DELETED) {
      return List.of();
    }
    return List.of(
        new Finding(Kind.LOST, account.id(), "is gone, expected %s".formatted(expected)));
  }

  private static List<Finding> comparePresent(
      FileAccount account, FileState expected, Observed.Present present) {
    if (expected.stage() == FileState.Stage.DELETED) {
      return List.of(new Finding(Kind.FOREIGN, account.id(), "is there although it was deleted"));
    }
    List<Finding> findings = new ArrayList<>();
    if (expected.stage() != present.stage()) {
      findings.add(
          new Finding(
              Kind.INCONSISTENT,
              account.id(),
              "is %s, expected %s".formatted(present.stage(), expected)));
    }
    if (!present.isConsistent()) {
      findings.add(
          new Finding(
              Kind.INCONSISTENT,
              account.id(),
              "size %d, content of %d bytes and chunks %s do not fit"
                  .formatted(present.size(), present.content().length, present.chunks())));
      return findings;
    }
    wrongDigest(account, present).ifPresent(findings::add);
    if (!isAsExpected(expected, present)) {
      findings.addAll(new Diagnosis(account, expected, present).findings());
    }
    return findings;
  }

  private static Optional<Finding> wrongDigest(FileAccount account, Observed.Present present) {
    return present.chunks().stream()
        .filter(chunk -> !chunk.describes(present.content()))
        .findFirst()
        .map(
            chunk ->
                new Finding(
                    Kind.DAMAGED,
                    account.id(),
                    "%s is listed, and the content there is another".formatted(chunk)));
  }

  private static boolean isAsExpected(FileState expected, Observed.Present present) {
    return hasExpectedChunks(expected, present) && hasExpectedBytes(expected, present.content());
  }

  /** A complete file may have been made of one object by now. */
  private static boolean hasExpectedChunks(FileState expected, Observed.Present present) {
    boolean compacted =
        expected.stage() == FileState.Stage.COMPLETE && present.chunks().size() == 1;
    List<Integer> listed = present.chunks().stream().map(Observed.Listed::length).toList();
    return compacted || listed.equals(expected.parts().stream().map(Part::length).toList());
  }

  private static boolean hasExpectedBytes(FileState expected, byte[] content) {
    if (expected.size() != content.length) {
      return false;
    }
    int at = 0;
    for (Part part : expected.parts()) {
      if (!Arrays.equals(content, at, at + part.length(), part.bytes(), 0, part.length())) {
        return false;
      }
      at += part.length();
    }
    return true;
  }
}
