package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The mark in the names of empty objects, and the highest one counts, so that nodes that raise it
 * at the same time need no conditional put, which many stores do not know. Lower ones are deleted.
 */
record S3StoreMark(Bucket bucket) implements StoreMark {

  private static final String FOLDER = "high-water/";
  private static final Pattern NAME = Pattern.compile(FOLDER + "[0-9]{19}");

  @Override
  public Optional<HighWaterMark> read() {
    return highest(names(bucket.deadline()));
  }

  @Override
  public void raise(HighWaterMark mark) {
    Deadline deadline = bucket.deadline();
    List<String> present = names(deadline);
    if (highest(present).filter(highest -> !mark.isAbove(highest)).isPresent()) {
      return;
    }
    bucket.put(FOLDER + "%019d".formatted(mark.value()), Content.of(new byte[0]), deadline);
    bucket.delete(present, deadline);
  }

  /** In the order of the marks. */
  private List<String> names(Deadline deadline) {
    List<String> names = bucket.names(FOLDER, deadline);
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new StorageFailure.Damaged("%s is no mark".formatted(name));
      }
    }
    return names;
  }

  private static Optional<HighWaterMark> highest(List<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HighWaterMark(Long.parseLong(names.getLast().substring(FOLDER.length()))));
  }
}
