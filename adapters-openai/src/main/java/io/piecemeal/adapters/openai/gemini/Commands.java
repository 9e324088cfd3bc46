package io.piecemeal.adapters.openai.gemini;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.chunk.codec.Digits;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields by which a request says what it does with an upload. */
record Commands(HttpHeaders headers) {

  private static final String PREFIX = "X-Goog-Upload-";
  static final String STATUS = PREFIX + "Status";
  static final String RECEIVED = PREFIX + "Size-Received";
  static final String URL = PREFIX + "URL";
  private static final String COMMAND = PREFIX + "Command";
  private static final String PROTOCOL = PREFIX + "Protocol";
  private static final String OFFSET = PREFIX + "Offset";
  private static final String START = "start";
  private static final String QUERY = "query";
  private static final String UPLOAD = "upload";
  private static final String FINALIZE = "finalize";

  /**
   * @throws RequestRejected if the request does not open an upload
   */
  void requireStart() {
    String protocol = text(PROTOCOL).orElse("");
    if (!protocol.equalsIgnoreCase("resumable") || !words().equals(List.of(START))) {
      throw refused(
          "Send '%s: resumable' and '%s: %s', and the bytes to the URL that is answered."
              .formatted(PROTOCOL, COMMAND, START));
    }
  }

  /** Whether the request asks how far the upload is. */
  boolean isQuery() {
    return words().equals(List.of(QUERY));
  }

  /**
   * Whether bytes come, or the file is complete with this request, or both.
   *
   * @throws RequestRejected if it is some other command
   */
  void requireBytesOrEnd() {
    List<String> words = words();
    if (words.isEmpty() || !List.of(UPLOAD, FINALIZE).containsAll(words)) {
      throw refused(
          "'%s' is one of 'upload', 'upload, finalize', 'finalize' and 'query' here."
              .formatted(COMMAND));
    }
  }

  boolean hasBytes() {
    return words().contains(UPLOAD);
  }

  boolean isLast() {
    return words().contains(FINALIZE);
  }

  private List<String> words() {
    return headers.getAll(COMMAND).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Where the bytes of the request begin. */
  ByteCount offset() {
    return count(OFFSET)
        .orElseThrow(() -> refused("Send '%s', where the bytes begin.".formatted(OFFSET)));
  }

  /** What is said of the whole file: its size. */
  Optional<ByteCount> size() {
    return count(PREFIX + "Header-Content-Length");
  }

  /** What is said of the whole file: its type. */
  Optional<String> type() {
    return text(PREFIX + "Header-Content-Type");
  }

  Optional<String> fileName() {
    return text(PREFIX + "File-Name");
  }

  private Optional<ByteCount> count(String name) {
    return text(name)
        .map(
            text ->
                new ByteCount(
                    Digits.parse(text)
                        .orElseThrow(
                            () -> refused("'%s' is not a number of bytes.".formatted(name)))));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(headers.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private static RequestRejected refused(String detail) {
    return new RequestRejected(Problem.of(ProblemKind.BAD_REQUEST, detail));
  }
}
