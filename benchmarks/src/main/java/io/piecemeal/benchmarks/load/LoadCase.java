package io.piecemeal.benchmarks.load;

/**
 * What load is put on a server.
 *
 * @param connections how many send chunks at once, each one after the other
 */
public record LoadCase(ChunkSize chunk, int connections) {

  /** Reads a text such as {@code 5MiBx8}. */
  public static LoadCase parse(String text) {
    int cross = text.indexOf('x');
    if (cross < 0) {
      throw new IllegalArgumentException("%s is no case such as 5MiBx8".formatted(text));
    }
    int connections = Integer.parseInt(text.substring(cross + 1));
    if (connections < 1) {
      throw new IllegalArgumentException("%s has no connection".formatted(text));
    }
    return new LoadCase(ChunkSize.parse(text.substring(0, cross)), connections);
  }

  @Override
  public String toString() {
    return chunk + "x" + connections;
  }
}
