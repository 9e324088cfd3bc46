package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live records of segments, by writer, segment and position. A page is what is read of one
 * segment. One that changed lately is passed over as a whole: its last records may be on their way
 * into the ledger.
 */
record ListedRecords(SegmentFiles files) {

  private static final Logger LOG = LoggerFactory.getLogger(ListedRecords.class);

  /** Where in a segment to go on. */
  private record Place(String writer, String segment, int position) {

    /** As {@code <writer>/<segment>/<position>}. */
    static Place parse(String text) {
      String[] parts = text.split("/", -1);
      return new Place(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    Cursor cursor() {
      return new Cursor("%s/%s/%d".formatted(writer, segment, position));
    }
  }

  /**
   * @param place empty for the start
   */
  Page page(String place, FileTime latest, int limit) throws IOException {
    Optional<Place> start =
        place.isEmpty() ? firstOfWriterAfter("") : Optional.of(Place.parse(place));
    if (start.isEmpty()) {
      return new Page(List.of(), Optional.empty());
    }
    List<Item> objects = new ArrayList<>();
    OptionalInt rest = read(start.get(), latest, limit, objects);
    Optional<Place> next =
        rest.isPresent()
            ? Optional.of(new Place(start.get().writer(), start.get().segment(), rest.getAsInt()))
            : after(start.get());
    return new Page(objects, next.map(Place::cursor));
  }

  private Optional<Place> after(Place done) throws IOException {
    Optional<Place> next = firstSegmentAfter(done.writer(), done.segment());
    return next.isPresent() ? next : firstOfWriterAfter(done.writer());
  }

  private Optional<Place> firstOfWriterAfter(String writer) throws IOException {
    for (String next : sorted(files.writers())) {
      if (next.compareTo(writer) > 0 && WriterId.parse(next).isPresent()) {
        Optional<Place> first = firstSegmentAfter(next, "");
        if (first.isPresent()) {
          return first;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Place> firstSegmentAfter(String writer, String segment) throws IOException {
    try {
      return sorted(SegmentFiles.segments(files.root().resolve(writer))).stream()
          .filter(name -> name.compareTo(segment) > 0)
          .findFirst()
          .map(name -> new Place(writer, name, 0));
    } catch (NoSuchFileException | NotDirectoryException e) {
      // The writer is gone by now, or none of ours.
      return Optional.empty();
    }
  }

  private static List<String> sorted(List<Path> paths) {
    return paths.stream().map(path -> String.valueOf(path.getFileName())).sorted().toList();
  }

  /** Reads records into {@code objects}; tells where to go on, if there is more in this segment. */
  private OptionalInt read(Place from, FileTime latest, int limit, List<Item> objects)
      throws IOException {
    Path segment = files.root().resolve(from.writer()).resolve(from.segment());
    try (FileChannel channel =
        FileChannel.open(segment, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      // Before anything is read: what is added later lies behind this size.
      BasicFileAttributes file = Files.readAttributes(segment, BasicFileAttributes.class);
      if (file.lastModifiedTime().compareTo(latest) > 0) {
        return OptionalInt.empty();
      }
      return new SegmentRecords(channel, segment, file.size())
          .read(WriterId.parse(from.writer()).orElseThrow(), from.position(), limit, objects);
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    }
  }

  /** The records of one segment, up to a size that it had. */
  private record SegmentRecords(FileChannel channel, Path segment, long size) {

    OptionalInt read(WriterId writer, int from, int limit, List<Item> objects) throws IOException {
      int number = Integer.parseInt(String.valueOf(segment.getFileName()), 16);
      int position = from;
      while (position < size) {
        if (objects.size() == limit) {
          return OptionalInt.of(position);
        }
        Optional<RecordHeader> header = RecordHeader.read(channel, position);
        if (header.isEmpty()) {
          LOG.warn("{} is damaged at {}; what lies behind that is not listed", segment, position);
          return OptionalInt.empty();
        }
        RecordHeader record = header.get();
        boolean whole = position + (long) record.extent() <= size;
        if (whole && record.state() == RecordHeader.State.LIVE) {
          ObjectKey key = new RecordKey(record.shard(), writer, number, position).toObjectKey();
          objects.add(new Item(key, new ByteCount(record.length())));
        }
        position += record.extent();
      }
      return OptionalInt.empty();
    }
  }
}
