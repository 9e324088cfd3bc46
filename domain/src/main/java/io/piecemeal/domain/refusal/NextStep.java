package io.piecemeal.domain.refusal;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Input;

/** What a caller can do next. A dialect spells it as a call of its own, where it has one. */
public sealed interface NextStep {

  /** Begin a new file. */
  record Begin() implements NextStep {}

  /** Begin a new file, or find the one that was meant. */
  record BeginOrFind() implements NextStep {}

  /** See which files there are. */
  record FindFiles() implements NextStep {}

  /** See how the file is now. */
  record Look(FileId file) implements NextStep {}

  /** See how the file is that the request was about, if it was about one. */
  record LookAtWhatWasMeant() implements NextStep {}

  /** Read the file, which takes no change. */
  record Read(FileId file) implements NextStep {}

  /** Read the file that the request was about, and compare it with what was meant to be in it. */
  record Compare() implements NextStep {}

  /** Append where the file ends. */
  record GoOn(FileId file, ByteCount size) implements NextStep {}

  /** Take all bytes back and send the file anew. */
  record StartOver(FileId file, ByteCount size) implements NextStep {}

  /** Take back what the file has too much. */
  record CutBack(FileId file, ByteCount target, ByteCount size) implements NextStep {}

  /** Take back to the end of a chunk. */
  record CutAtBoundary(FileId file, ByteCount boundary) implements NextStep {}

  /** Send the same request again. */
  record SendAgain() implements NextStep {}

  /** Import into the file again, from the same URL: what it has already is not appended twice. */
  record ImportAgain(FileId file) implements NextStep {}

  /** Send the same request with another value for this input. */
  record Correct(Input input) implements NextStep {}

  /** Send the same bytes in smaller chunks. */
  record SendSmallerChunks() implements NextStep {}

  /** Keep the file below its limit. */
  record StayBelowLimit() implements NextStep {}

  /** Wait until the holder of the file's ticket has sent the rest. */
  record AwaitHolder(FileId file) implements NextStep {}

  /** Have another ticket issued. */
  record IssueTicket(FileId file) implements NextStep {}

  /** A step that the file's owner can take; the holder of a ticket cannot. */
  record AsOwner(NextStep step) implements NextStep {}

  /** Nothing that a caller can do. */
  record AskOperator() implements NextStep {}
}
