package io.piecemeal.bootstrap.wiring;

import io.piecemeal.adapters.s3.ObjectNames;
import io.piecemeal.application.object.LeasedNames;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StoreName;
import java.util.List;

/** Gives a bucket the names that the ledger leased. */
record StoreNames(LeasedNames leased) implements ObjectNames {

  @Override
  public StoreName next() {
    return leased.next();
  }

  @Override
  public void begun(StoreName name, String upload) {
    leased.begun(name, upload);
  }

  @Override
  public void kept(StoreName name, List<ObjectKey> keys) {
    leased.kept(name, keys);
  }

  @Override
  public void left(StoreName name) {
    leased.left(name);
  }
}
