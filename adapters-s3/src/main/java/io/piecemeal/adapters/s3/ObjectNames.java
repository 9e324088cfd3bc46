package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import java.util.List;

/**
 * Where the store has its names from, and what it says of them. Each name that was given is told
 * about once more at least: {@link #kept} or {@link #left}.
 */
public interface ObjectNames {

  /**
   * A name that was never given before, on any node.
   *
   * @throws StorageFailure if there is none now
   */
  StoreName next();

  /**
   * Says that an object was begun under a name, and is going to be sent in parts.
   *
   * @param upload what the bucket calls it
   * @throws StorageFailure if the name may not be used any more
   */
  void begun(StoreName name, String upload);

  /** Says that these objects are durable. */
  void kept(StoreName name, List<ObjectKey> keys);

  /** Says that the name is given up. Something may be under it nevertheless. */
  void left(StoreName name);
}
