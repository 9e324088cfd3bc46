package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Lists the files of a store first and then the records of its segments. */
record DiskObjectInventory(ListedFiles files, ListedRecords records, InstantSource clock)
    implements ObjectInventory {

  private static final String FILES = "objects/";
  private static final String RECORDS = "segments/";

  @Override
  public Page list(Cursor after, Duration age, int limit) {
    FileTime latest = FileTime.from(clock.instant().minus(age));
    try {
      return page(after.place(), latest, limit);
    } catch (DirectoryIteratorException e) {
      throw notListed(after, new IOException("a folder was not read to its end", e));
    } catch (IOException e) {
      throw notListed(after, e);
    }
  }

  private static StorageFailure notListed(Cursor after, IOException failure) {
    return DiskFailures.translated(
        "objects not listed after '%s'".formatted(after.place()), failure);
  }

  private Page page(String place, FileTime latest, int limit) throws IOException {
    if (place.startsWith(RECORDS)) {
      return prefixed(RECORDS, records.page(place.substring(RECORDS.length()), latest, limit));
    }
    Page page = prefixed(FILES, files.page(place.replaceFirst("^" + FILES, ""), latest, limit));
    return page.next().isPresent()
        ? page
        : new Page(page.objects(), Optional.of(new Cursor(RECORDS)));
  }

  private static Page prefixed(String area, Page page) {
    return new Page(page.objects(), page.next().map(next -> new Cursor(area + next.place())));
  }
}
