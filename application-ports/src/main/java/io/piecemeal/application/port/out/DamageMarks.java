package io.piecemeal.application.port.out;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Optional;

/**
 * Which files have bytes that are not what was committed, as far as they were read. Each method is
 * one atomic step, as those of the {@link FileLedger} are, with the same failures. Cutting a file
 * back or making one object of it leaves it unmarked: its bytes are others then.
 */
public interface DamageMarks {

  /**
   * The file in reach, of any owner, that comes next in an order of the ledger's own; for going
   * through all of them. Each file that is there all the while is given once.
   *
   * @param after empty for the first file
   * @return empty if there is none behind {@code after}
   */
  Optional<StoredFile> next(Optional<FileId> after);

  /**
   * Marks a file as damaged, if it is in reach and has the revision that was seen: {@link
   * FileCatalog#find} gives {@link Lookup.Damaged} from then on. It may have been appended to.
   *
   * @return whether it is so; otherwise what was read may have been removed by right
   */
  boolean markDamaged(StoredFile seen);

  /** Takes the mark from a file that has the revision and the size that were seen to be whole. */
  void markWhole(StoredFile seen);
}
