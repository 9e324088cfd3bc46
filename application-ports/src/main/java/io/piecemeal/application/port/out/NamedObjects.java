package io.piecemeal.application.port.out;

import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.domain.storage.StoreName;
import java.util.List;

/**
 * What a {@link ChunkStore} holds under names that were leased: the view of the same objects for
 * those who know where to look. Nothing is listed for it.
 *
 * <p>All methods throw {@link StorageFailure.Unavailable} if the store cannot be asked.
 */
public interface NamedObjects {

  /**
   * The objects that were kept under a name: none, one, or several that share a place. Of those
   * that share one, some may be deleted already.
   */
  List<Item> find(StoreName name);

  /**
   * Removes what was sent of an object that is not complete, for good: nobody can complete it any
   * more. One that is complete, or not there, is ignored.
   *
   * @param upload what the store called it when it was begun
   */
  void abandon(StoreName name, String upload);
}
