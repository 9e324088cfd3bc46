package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Looks under names: one request for each, and a second one where a pack is. */
record S3NamedObjects(Bucket bucket) implements NamedObjects {

  private static final Logger LOG = System.getLogger(S3NamedObjects.class.getName());

  @Override
  public List<Item> find(StoreName name) {
    return bucket
        .look(ObjectPath.of(name), bucket.deadline())
        .flatMap(there -> Label.of(there.metadata()).map(label -> items(name, label, there)))
        .orElse(List.of());
  }

  private List<Item> items(StoreName name, Label label, HeadObjectResponse there) {
    return switch (label) {
      case Label.Alone alone ->
          List.of(
              new Item(
                  S3Key.alone(alone.shard(), name).toObjectKey(),
                  new ByteCount(there.contentLength())));
      case Label.Records records -> records(new PackName(name, records.count()));
    };
  }

  /** None of a pack that was freed meanwhile, or that does not begin as one. */
  private List<Item> records(PackName pack) {
    try {
      return new PackedObjects(bucket)
          .heads(pack).stream()
              .map(head -> new Item(head.key(), new ByteCount(head.length())))
              .toList();
    } catch (StorageFailure.Damaged e) {
      LOG.log(Level.WARNING, "{0} is not looked through: {1}", pack, e.getMessage());
      return List.of();
    }
  }

  /** The same without those that are dead, as notes beside a pack tell. */
  List<Item> findLive(StoreName name) {
    List<Item> all = find(name);
    if (all.size() < 2) {
      return all;
    }
    PackName pack = new PackName(name, all.size());
    DeadRecords dead = DeadRecords.noted(pack, bucket.names(pack.toString(), bucket.deadline()));
    return all.stream()
        .filter(item -> S3Key.of(item.key()).filter(key -> !dead.has(key.index())).isPresent())
        .toList();
  }

  @Override
  public void abandon(StoreName name, String upload) {
    new Abortion(bucket, ObjectPath.of(name), upload).run(bucket.deadline());
  }
}
