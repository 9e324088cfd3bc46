package io.piecemeal.domain.storage;

/**
 * One of a writer's names. A store keeps something under it at most once: an object, or several
 * that share a place.
 *
 * @param number counted by the writer from 0
 */
public record StoreName(StoreWriter writer, int number) {

  /** How many names a writer has. */
  public static final int COUNT = 1 << 11;

  public StoreName {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("no name %d of %s".formatted(number, writer));
    }
  }

  @Override
  public String toString() {
    return "%s-%03x".formatted(writer, number);
  }
}
