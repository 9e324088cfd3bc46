package io.piecemeal.tus.suite;

import java.util.List;
import java.util.stream.Stream;

/** All cases of Resumable Uploads for HTTP, a draft of the IETF. */
public final class IetfSuite {

  private IetfSuite() {}

  /** The cases in one revision, in the order in which they are best read. */
  public static List<Case> cases(IetfRevision revision) {
    return Stream.of(IetfCreations.all(), IetfLooks.all(), IetfAppends.all(), IetfConnections.all())
        .flatMap(List::stream)
        .filter(one -> one.revisions().contains(revision))
        .map(one -> one.in(revision))
        .toList();
  }
}
