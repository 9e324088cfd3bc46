package io.piecemeal.bootstrap.jobs;

import io.piecemeal.application.port.in.WatchHighWater.Marks;

/** Says in words what the marks of database and files mean. */
public final class GcMessages {

  private GcMessages() {}

  public static String of(Marks marks) {
    return switch (marks.standing()) {
      case AGREED -> "on";
      case HELD -> held(marks);
    };
  }

  private static String held(Marks marks) {
    return marks
        .store()
        .map(
            store ->
                "held: the database is older than the files: it was restored from a backup, or is not"
                    + " theirs; name the right one (PIECEMEAL_DATABASE_URL), restore a newer one, or lose what was sent since by 'gc release'")
        .orElse(
            "held: the files have no mark although the database has one, so they are not there or"
                + " not all of them; put them in place, or say by 'gc release' that this is meant");
  }
}
