package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ObjectInventory;
import java.time.Duration;
import java.util.Optional;

/** Lists the objects with names of their own first and then the records of packs. */
record S3ObjectInventory(ListedObjects own, ListedRecords packed) implements ObjectInventory {

  @Override
  public Page list(Cursor after, Duration age, int limit) {
    if (after.place().startsWith(PackName.FOLDER)) {
      return packed.page(after.place(), age, limit);
    }
    Page page = own.page(after.place(), age, limit);
    return page.next().isPresent()
        ? page
        : new Page(page.objects(), Optional.of(new Cursor(PackName.FOLDER)));
  }
}
