package io.piecemeal.faults.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Observed;
import io.piecemeal.faults.account.Observed.Listed;
import io.piecemeal.faults.account.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The calls of the API that a file knows. */
public record FileCalls(Caller caller) {

  private static final int GONE = 410;
  private static final int NOT_FOUND = 404;
  private static final int PAGE = 1000;

  /** Opens a session. */
  public Answer open() {
    return caller.call("POST", "/uploads", "{\"filename\":\"faults.bin\"}");
  }

  /** Sends a chunk. */
  public Answer append(String id, Part part, OptionalLong offset) {
    return append(id, part.bytes(), offset);
  }

  /** Sends a chunk. */
  public Answer append(String id, byte[] bytes, OptionalLong offset) {
    String data = Base64.getEncoder().encodeToString(bytes);
    String place = offset.isPresent() ? ",\"offset\":" + offset.getAsLong() : "";
    return caller.call("PUT", "/uploads/" + id, "{\"data\":\"" + data + "\"" + place + "}");
  }

  /** Takes chunks back. */
  public Answer rewind(String id, long toSize, long ifSize) {
    return caller.call(
        "POST",
        "/uploads/" + id + "/rewind",
        "{\"to_size\":%d,\"if_size\":%d}".formatted(toSize, ifSize));
  }

  /** Completes a session. */
  public Answer complete(String id, long size) {
    return caller.call("POST", "/uploads/" + id + "/complete", "{\"size\":%d}".formatted(size));
  }

  /** Deletes a file. */
  public Answer delete(String id) {
    return caller.call("DELETE", "/files/" + id, "");
  }

  /** Asks for a file's facts. */
  public Answer find(String id) {
    return caller.call("GET", "/files/" + id, "");
  }

  /** Asks for one page of the ledger. */
  public Answer chunks(String id) {
    return caller.call("GET", "/uploads/" + id + "/chunks?limit=" + PAGE, "");
  }

  /** A file's bytes. */
  public byte[] content(String id) throws IOException {
    return caller.bytes("/files/" + id + "/content");
  }

  /** How far a file is, as its facts say. */
  public static Stage stage(JsonNode facts) {
    return Stage.valueOf(facts.path("status").asText().toUpperCase(Locale.ROOT));
  }

  /** The chunks of a page of the ledger. */
  public static List<Listed> listed(JsonNode page) {
    List<Listed> chunks = new ArrayList<>();
    page.path("data")
        .forEach(
            chunk ->
                chunks.add(
                    new Listed(
                        chunk.path("offset").asLong(),
                        chunk.path("size").asInt(),
                        chunk.path("crc32c").asText())));
    return chunks;
  }

  /** Whether a file is not there, or no longer. */
  public static boolean saysGone(Answer answer) {
    return answer instanceof Answer.Refused refused
        && (refused.status() == GONE || refused.status() == NOT_FOUND);
  }

  /**
   * Everything that can be seen of a file that nobody changes meanwhile.
   *
   * @throws UnreadableException if the service answers, but not with the file's bytes
   * @throws IOException if the service does not answer, or the file changed meanwhile: a commit
   *     whose answer was lost may wait for a standby
   */
  public Observed observe(String id) throws IOException {
    Answer found = find(id);
    if (saysGone(found)) {
      return new Observed.Gone();
    }
    JsonNode facts = body(found, id);
    JsonNode page = body(chunks(id), id);
    List<Listed> chunks = listed(page);
    while (page.path("has_more").asBoolean()) {
      String next =
          "/uploads/%s/chunks?limit=%d&after=%s".formatted(id, PAGE, page.path("next").asText());
      page = body(caller.call("GET", next, ""), id);
      chunks.addAll(listed(page));
    }
    byte[] content = contentThatIsThere(id);
    JsonNode after = body(find(id), id);
    if (size(after) != size(facts) || stage(after) != stage(facts)) {
      throw new IOException("a change of unknown outcome was made while it was looked at");
    }
    return new Observed.Present(stage(facts), size(facts), chunks, content);
  }

  private static long size(JsonNode facts) {
    return facts.path("size").asLong();
  }

  private byte[] contentThatIsThere(String id) throws UnreadableException {
    try {
      return content(id);
    } catch (IOException failure) {
      throw new UnreadableException(failure);
    }
  }

  private static JsonNode body(Answer answer, String id) throws IOException {
    if (answer instanceof Answer.Done done) {
      return done.body();
    }
    throw new IOException("file %s cannot be looked at: %s".formatted(id, answer));
  }
}
