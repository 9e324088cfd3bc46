package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.Shard;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what an object of the bucket is, in its metadata: a name alone does not tell it, and a key
 * needs it.
 */
sealed interface Label {

  /** One object, for a file of a shard. */
  record Alone(Shard shard) implements Label {
    @Override
    public String text() {
      return "shard " + shard;
    }
  }

  /** So many records. */
  record Records(int count) implements Label {
    @Override
    public String text() {
      return "records %02x".formatted(count);
    }
  }

  /** The only entry of the metadata. */
  String ENTRY = "piecemeal";

  Pattern TEXT = Pattern.compile("shard ([0-9a-f]{3})|records ([0-9a-f]{2})");

  String text();

  default Map<String, String> metadata() {
    return Map.of(ENTRY, text());
  }

  /** Empty for what the store did not make. */
  static Optional<Label> of(Map<String, String> metadata) {
    Matcher matcher = TEXT.matcher(metadata.getOrDefault(ENTRY, ""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      return Optional.of(new Alone(new Shard(Integer.parseInt(matcher.group(1), 16))));
    }
    int count = Integer.parseInt(matcher.group(2), 16);
    return count >= 2 && count <= PackName.MOST
        ? Optional.of(new Records(count))
        : Optional.empty();
  }
}
