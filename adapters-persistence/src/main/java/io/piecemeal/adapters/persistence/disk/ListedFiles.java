package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The objects that are files of their own, folder by folder and by name within each. A page is what
 * one look at one folder gives.
 */
record ListedFiles(DiskLayout layout) {

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");

  /**
   * @param place the folder's number and the name that comes before, as {@code 17/0123…}; empty for
   *     the start
   */
  Page page(String place, FileTime latest, int limit) throws IOException {
    int slash = place.indexOf('/');
    int folder = slash < 0 ? 0 : Integer.parseInt(place.substring(0, slash));
    List<String> names = names(folder, place.substring(slash + 1), limit);
    List<Item> objects = new ArrayList<>();
    for (String name : names) {
      item(folder, name, latest).ifPresent(objects::add);
    }
    return new Page(objects, next(folder, names, limit));
  }

  private static Optional<Cursor> next(int folder, List<String> names, int limit) {
    if (names.size() == limit) {
      return Optional.of(new Cursor(folder + "/" + names.getLast()));
    }
    return folder + 1 < DiskLayout.FOLDERS
        ? Optional.of(new Cursor(folder + 1 + "/"))
        : Optional.empty();
  }

  /** The first names behind {@code after}; never more of them in memory than the limit. */
  private List<String> names(int folder, String after, int limit) throws IOException {
    NavigableSet<String> first = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.folder(folder))) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (NAME.matcher(name).matches() && name.compareTo(after) > 0) {
          first.add(name);
          if (first.size() > limit) {
            first.pollLast();
          }
        }
      }
    }
    return List.copyOf(first);
  }

  /** Empty if the file is none of ours, too young, or gone by now. */
  private Optional<Item> item(int folder, String name, FileTime latest) throws IOException {
    ObjectKey key = key(name);
    if (RecordKey.isOne(key) || DiskLayout.folderOf(key) != folder) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes file =
          Files.readAttributes(
              layout.object(key), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean listed = file.isRegularFile() && file.lastModifiedTime().compareTo(latest) <= 0;
      return listed ? Optional.of(new Item(key, new ByteCount(file.size()))) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static ObjectKey key(String hex) {
    return new ObjectKey(
        new UUID(
            Long.parseUnsignedLong(hex.substring(0, 16), 16),
            Long.parseUnsignedLong(hex.substring(16), 16)));
  }
}
