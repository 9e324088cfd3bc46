package io.piecemeal.domain.event;

import java.util.Arrays;
import java.util.Optional;

/** What can happen to a file. An append is no event: the file's row tells how far it is. */
public enum EventType {
  /** An upload session was opened. A file that comes in one request is complete at once instead. */
  FILE_CREATED("file.created"),
  FILE_COMPLETED("file.completed"),
  /** The file was cut back. */
  FILE_REWOUND("file.rewound"),
  FILE_DELETED("file.deleted"),
  /** The file's time was over, and it was put out of reach. */
  FILE_EXPIRED("file.expired"),
  /** Some of the bytes were found not to be what was stored. */
  FILE_DAMAGED("file.damaged"),
  /** All that the file's ticket was for was sent. */
  TICKET_USED("ticket.used");

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  /** As callers and ledgers spell it. */
  public String word() {
    return word;
  }

  /** Reads what a caller sent; empty where there is no such event. */
  public static Optional<EventType> parse(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }
}
