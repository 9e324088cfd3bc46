package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.domain.storage.StoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists what is in the bucket, in the order of the paths there. A path does not tell a key, so it
 * takes a request for each object besides, and three for a pack.
 */
record S3ObjectInventory(Bucket bucket) implements ObjectInventory {

  /** How many paths a page looks at; some may be of notes. */
  private static final int AT_ONCE = 50;

  /** Behind the last path that was looked at; or in a pack, before the record of an index. */
  private record Place(String path, int index) {

    static Place of(Cursor cursor) {
      String text = cursor.place();
      int hash = text.indexOf('#');
      return hash < 0
          ? new Place(text, 0)
          : new Place(text.substring(0, hash), Integer.parseInt(text.substring(hash + 1)));
    }

    Cursor cursor() {
      return new Cursor(index == 0 ? path : path + "#" + index);
    }
  }

  @Override
  public Page list(Cursor after, Duration age, int limit) {
    Place place = Place.of(after);
    if (place.index() > 0) {
      StoreName begun = ObjectPath.parse(place.path()).orElseThrow();
      return page(List.of(begun), place.index(), limit, Optional.of(new Cursor(place.path())));
    }
    ListObjectsV2Response answer =
        bucket.list(ObjectPath.FOLDER, place.path(), Math.min(limit, AT_ONCE), bucket.deadline());
    List<StoreName> old =
        answer.contents().stream()
            .filter(object -> StoreTime.isOld(object, answer, age))
            .flatMap(object -> ObjectPath.parse(path(object)).stream())
            .toList();
    Optional<Cursor> next =
        answer.isTruncated() && !answer.contents().isEmpty()
            ? Optional.of(new Cursor(path(answer.contents().getLast())))
            : Optional.empty();
    return page(old, 0, limit, next);
  }

  private String path(S3Object object) {
    return bucket.location().local(object.key());
  }

  /**
   * What is under the names, as far as the limit goes.
   *
   * @param from the first record of the first name
   * @param next where all of it is done
   */
  private Page page(List<StoreName> names, int from, int limit, Optional<Cursor> next) {
    Map<StoreName, List<Item>> found = new ConcurrentHashMap<>();
    S3NamedObjects objects = new S3NamedObjects(bucket);
    new Together<StoreName>(name -> found.put(name, objects.findLive(name))).forEach(names);
    List<Item> items = new ArrayList<>();
    String done = "";
    for (StoreName name : names) {
      for (Item item : found.getOrDefault(name, List.of())) {
        int index = S3Key.of(item.key()).map(S3Key::index).orElseThrow();
        if (items.size() == limit) {
          Place rest = index == 0 ? new Place(done, 0) : new Place(ObjectPath.of(name), index);
          return new Page(items, Optional.of(rest.cursor()));
        }
        if (index >= from) {
          items.add(item);
        }
      }
      done = ObjectPath.of(name);
    }
    return new Page(items, next);
  }
}
