package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists the live records of packs, pack by pack in the order of their names. It takes a request for
 * each pack, so a page is one pack at most, or those that a limit leaves of it.
 */
record ListedRecords(Bucket bucket) {

  private static final Logger LOG = System.getLogger(ListedRecords.class.getName());

  /** How many names are looked through for the next pack; most may be of notes. */
  private static final int AT_ONCE = 100;

  /** Behind the last name that was looked at; or in a pack, before the record of an index. */
  private record Place(String name, int index) {

    static Place of(String text) {
      int hash = text.indexOf('#');
      return hash < 0
          ? new Place(text, 0)
          : new Place(text.substring(0, hash), Integer.parseInt(text.substring(hash + 1)));
    }

    Cursor cursor() {
      return new Cursor(index == 0 ? name : name + "#" + index);
    }
  }

  Page page(String after, Duration age, int limit) {
    Deadline deadline = bucket.deadline();
    Place place = Place.of(after);
    if (place.index() > 0) {
      return records(PackName.parse(place.name()).orElseThrow(), place.index(), limit, deadline);
    }
    ListObjectsV2Response answer = bucket.list(PackName.FOLDER, place.name(), AT_ONCE, deadline);
    String last = place.name();
    for (S3Object object : answer.contents()) {
      last = bucket.location().local(object.key());
      Optional<PackName> pack = PackName.parse(last);
      if (pack.isPresent() && StoreTime.isOld(object, answer, age)) {
        return records(pack.get(), 0, limit, deadline);
      }
    }
    return new Page(
        List.of(), answer.isTruncated() ? Optional.of(new Cursor(last)) : Optional.empty());
  }

  private Page records(PackName pack, int from, int limit, Deadline deadline) {
    DeadRecords dead =
        bucket.names(pack.toString(), deadline).stream()
            .flatMap(name -> DeadRecords.parse(name).stream())
            .reduce(DeadRecords.none(pack), DeadRecords::and);
    List<RecordHead> heads = heads(pack);
    List<Item> live = new ArrayList<>();
    int index = from;
    while (index < heads.size() && live.size() < limit) {
      if (!dead.has(index)) {
        RecordHead head = heads.get(index);
        live.add(new Item(head.key(), new ByteCount(head.length())));
      }
      index++;
    }
    Place next = new Place(pack.toString(), index < heads.size() ? index : 0);
    return new Page(live, Optional.of(next.cursor()));
  }

  /** None of a pack that was freed meanwhile, or that does not begin as one. */
  private List<RecordHead> heads(PackName pack) {
    try {
      return new PackedObjects(bucket).heads(pack);
    } catch (StorageFailure.Damaged e) {
      LOG.log(Level.WARNING, "{0} is not listed: {1}", pack, e.getMessage());
      return List.of();
    }
  }
}
