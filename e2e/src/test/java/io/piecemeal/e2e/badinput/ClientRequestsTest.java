package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the tools that people use send is taken as it is meant, or refused with the way out. */
class ClientRequestsTest {

  /** Answers that a person has to read, by the row that they are for. */
  private static final Map<String, String> WAYS_OUT =
      Map.ofEntries(
          Map.entry("curl -d without a type", "Content-Type: application/json"),
          Map.entry("wget --body-data without a type", "Content-Type: application/json"),
          Map.entry("fetch with a string and no type", "Content-Type: application/json"),
          Map.entry("PowerShell, a file in UTF-16", "let your client encode it as UTF-8"),
          Map.entry("a data: URL of a browser", "send what follows its comma"),
          Map.entry("web-safe Base64 of Java or Go", "\\\"encoding\\\": \\\"base64url\\\""),
          Map.entry("an object of Power Automate", "must be a string"),
          Map.entry("JSON twice encoded", "one JSON object"),
          Map.entry("n8n, another size, complete", "should have 6"),
          Map.entry("fetch, open, fileName", "Did you mean 'filename'?"),
          Map.entry("n8n, open, no name", "Add the field 'filename'"),
          Map.entry("n8n, info, the id left empty", "For the list: GET /files"),
          Map.entry("requests, list, a misspelled filter", "Known are: after, limit, status"),
          Map.entry("fetch FormData, type set by hand", "Let your client set the Content-Type"),
          Map.entry("JSON where a form is taken", "curl -F 'file=@path'"),
          Map.entry("bytes where a form is taken", "curl -F 'file=@path'"),
          Map.entry("append, the offset in the query", "Members go into the JSON body"),
          Map.entry("append, compressed", "Send the body as it is, not compressed"),
          Map.entry("append, under a condition", "Send 'offset'"),
          Map.entry(
              "append at the place of files", "\"next\":{\"method\":\"PUT\",\"path\":\"/uploads/"),
          Map.entry("delete, unless it was changed", "nothing was changed"),
          Map.entry("delete, unless it was changed since", "nothing was changed"),
          Map.entry("info, a base URL with a slash", "Does the base URL end in one?"),
          Map.entry("info, a base URL with a version", "All paths are in GET /openapi.yaml"),
          Map.entry(
              "info at the place of uploads", "\"next\":{\"method\":\"GET\",\"path\":\"/files/"),
          Map.entry("list at the place of uploads", "Files are read at /files"),
          Map.entry("append, unless it is as it was", "or no condition"),
          Map.entry("append, with an idempotency key", "Send 'offset' with each chunk"),
          Map.entry("delete, if it is not there", "or no condition"),
          Map.entry("list, limit twice", "send it once"),
          Map.entry("a key in X-API-Key", "send 'Authorization: Bearer <api key>'"),
          Map.entry("a key as a password", "'Authorization' does not begin with Bearer"),
          Map.entry("a key without its scheme", "'Authorization' does not begin with Bearer"),
          Map.entry("a key that was left out", "This API key is not valid here"));

  @TestFactory
  Stream<DynamicTest> understands() {
    return Table.read("clients.txt").stream()
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> send(row)));
  }

  private static void send(Row row) throws IOException {
    String upload = Sessions.open(ServiceUnderTest.ALICE);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      byte[] request = RequestBytes.of(row.request(), RequestBytes.values(upload, "none"));
      connection.start(request);
      RawAnswer answer = connection.answer();
      answer.requireDocumented(request);
      if (row.status() >= 400) {
        ProblemAnswers.requireProblem(answer, row);
        assertThat(answer.text()).contains(WAYS_OUT.get(row.name()));
        assertThat(Sessions.look(ServiceUnderTest.ALICE, upload)).contains("\"size\":5,");
      } else {
        assertThat(answer.status()).as(answer.head() + answer.text()).isEqualTo(row.status());
        requireStored(row.code(), upload);
      }
    }
  }

  private static void requireStored(String expected, String upload) throws IOException {
    if (expected.startsWith("content=")) {
      assertThat(Sessions.content(ServiceUnderTest.ALICE, upload))
          .isEqualTo(expected.substring("content=".length()));
    } else if (expected.startsWith("size=")) {
      assertThat(Sessions.look(ServiceUnderTest.ALICE, upload))
          .contains("\"size\":" + expected.substring("size=".length()) + ",");
    }
  }
}
