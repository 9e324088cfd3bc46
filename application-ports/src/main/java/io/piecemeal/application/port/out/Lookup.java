package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;

/** What the ledger knows of an id. */
public sealed interface Lookup {

  record Live(StoredFile file) implements Lookup {}

  /**
   * It is there, and some of its bytes are not what was committed (see {@link DamageMarks}). What
   * is known of it is true all the same.
   */
  record Damaged(StoredFile file) implements Lookup {}

  /** It expired or was deleted within the last {@link Retention#GONE_IS_KNOWN}. */
  record Gone(ByteCount lastSize) implements Lookup {}

  /** There never was such a file of this owner, or it is gone for longer. */
  record Missing() implements Lookup {}
}
