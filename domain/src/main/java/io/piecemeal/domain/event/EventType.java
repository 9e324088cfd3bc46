package io.piecemeal.domain.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What can happen to a file. An append is no event: the file's row tells how far it is.
 *
 * <p>There may be others than the constants here: while nodes are replaced one by one, a node reads
 * what one of a later version recorded. It passes that on by its name.
 *
 * @param word as callers and ledgers spell it: words of lower-case letters, digits and underscores
 *     with dots between them, at most {@value #LONGEST} characters
 */
public record EventType(String word) {

  private static final int LONGEST = 64;
  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*");

  /** Those below, in their order, by their words. Before them, since each enters itself. */
  private static final Map<String, EventType> KNOWN = new LinkedHashMap<>();

  /** An upload session was opened. A file that comes in one request is complete at once instead. */
  public static final EventType FILE_CREATED = known("file.created");

  public static final EventType FILE_COMPLETED = known("file.completed");

  /** The file was cut back. */
  public static final EventType FILE_REWOUND = known("file.rewound");

  public static final EventType FILE_DELETED = known("file.deleted");

  /** The file's time was over, and it was put out of reach. */
  public static final EventType FILE_EXPIRED = known("file.expired");

  /** Some of the bytes were found not to be what was stored. */
  public static final EventType FILE_DAMAGED = known("file.damaged");

  /** A scanner found nothing in the file, which can be read from then on. */
  public static final EventType FILE_PASSED = known("file.passed");

  /** A scanner found something in the file, or did not look at all of it. */
  public static final EventType FILE_QUARANTINED = known("file.quarantined");

  /** An operator lets the file be read, whatever a scanner says. */
  public static final EventType FILE_RELEASED = known("file.released");

  /** All that the file's ticket was for was sent. */
  public static final EventType TICKET_USED = known("ticket.used");

  public EventType {
    if (word.length() > LONGEST || !SYNTAX.matcher(word).matches()) {
      throw new IllegalArgumentException("not a type of events");
    }
  }

  private static EventType known(String word) {
    EventType type = new EventType(word);
    KNOWN.put(word, type);
    return type;
  }

  /** Those that this version records, by their words and in their order. */
  public static Map<String, EventType> known() {
    return Collections.unmodifiableMap(KNOWN);
  }
}
