package io.piecemeal.tus.suite;

import java.util.List;
import java.util.stream.Stream;

/** All cases. */
public final class Suite {

  private Suite() {}

  /** The cases, in the order in which they are best read. */
  public static List<Case> cases() {
    return Stream.of(
            VersionCases.all(),
            HeadCases.all(),
            PatchCases.all(),
            ConnectionCases.all(),
            CreationCases.all(),
            ChecksumCases.all(),
            ConcatenationCases.all(),
            EndCases.all(),
            BrowserCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
