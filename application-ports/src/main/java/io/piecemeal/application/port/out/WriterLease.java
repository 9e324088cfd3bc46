package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.util.List;
import java.util.Optional;

/**
 * The names that a writer may use or may have used, as far as it is not known what became of them.
 *
 * @param names in the order of their numbers
 */
public record WriterLease(StoreWriter writer, List<Leased> names) {

  /**
   * One of them.
   *
   * @param upload what the store calls an object that was begun under the name, to be sent in
   *     parts; empty if there was none
   */
  public record Leased(StoreName name, Optional<String> upload) {}
}
