package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.domain.storage.ByteCount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists objects that have names of their own, in the order of these. */
record ListedObjects(Bucket bucket) {

  /** S3 gives no more at once. */
  private static final int AT_ONCE = 1000;

  Page page(String after, Duration age, int limit) {
    ListObjectsV2Response answer =
        bucket.list(OwnKey.FOLDER, after, Math.min(limit, AT_ONCE), bucket.deadline());
    List<S3Object> found = answer.contents();
    List<Item> old =
        found.stream()
            .filter(object -> StoreTime.isOld(object, answer, age))
            .flatMap(this::item)
            .toList();
    return new Page(
        old,
        answer.isTruncated() && !found.isEmpty()
            ? Optional.of(new Cursor(bucket.location().local(found.getLast().key())))
            : Optional.empty());
  }

  private Stream<Item> item(S3Object object) {
    return OwnKey.parse(bucket.location().local(object.key()))
        .map(key -> new Item(key, new ByteCount(object.size())))
        .stream();
  }
}
