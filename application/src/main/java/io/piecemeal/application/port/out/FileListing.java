package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;

/** Lists the files of an owner. */
public interface FileListing {

  /**
   * The live files after {@code query.after()}, by time of creation and then id, both descending.
   * Takes time in the number of files returned, not in the number that there are.
   *
   * @return at most {@code query.limit()} files
   * @throws StorageFailure.Unavailable if the ledger cannot be reached
   */
  List<StoredFile> list(Owner owner, FileQuery query);
}
