package io.piecemeal.adapters.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs of callers go by is written out for each refusal. */
final class RefusalProblemsTest {

  /** Members that every problem has, and the one that has a column of its own. */
  private static final Set<String> USUAL =
      Set.of("type", "title", "status", "detail", "message", "code", "retryable", "next");

  /** The refusal, status and code, facts, next call, seconds after which it may be sent again. */
  private static final String TABLE =
      """
      not found          | 404 not-found       |                                    | POST /uploads |
      gone               | 410 gone            | last_size=10                       | POST /uploads |
      gone of 1          | 410 gone            | last_size=1                        | POST /uploads |
      offset mismatch    | 409 offset-mismatch | current_size=10 expected_offset=10 | PUT /uploads/FILE {offset=10} |
      bytes differ       | 409 offset-mismatch | current_size=10 bytes_differ=true  | POST /uploads/FILE/rewind {to_size=0, if_size=10} |
      bytes differ at last | 409 offset-mismatch | current_size=10 bytes_differ=true | POST /uploads |
      size changed       | 409 offset-mismatch | current_size=10 expected_offset=10 | GET /files/FILE |
      upload complete    | 409 upload-complete | current_size=10                    | GET /files/FILE |
      file incomplete    | 409 file-incomplete | current_size=10                    | PUT /uploads/FILE {offset=10} |
      being scanned      | 409 scanning        |                                    | | 1
      quarantined        | 403 quarantined     | finding=Eicar                      | |
      empty chunk        | 422 empty-chunk     | field=data                         | |
      chunk too large    | 413 chunk-too-large | max_chunk_bytes=10                 | GET /limits |
      file too large     | 413 file-too-large  | max_file_bytes=10 current_size=6   | GET /limits |
      bad filename       | 422 bad-filename    | field=filename                     | |
      invalid field      | 422 invalid-field   | field=content_type                 | |
      invalid key        | 422 invalid-field   | field=Idempotency-Key              | |
      other chunk        | 422 checksum-mismatch | expected_sha256=MEANT actual_sha256=SENT | |
      other file         | 422 checksum-mismatch | expected_sha256=MEANT actual_sha256=SENT current_size=10 | |
      too small          | 422 size-mismatch   | current_size=6 expected_size=10    | PUT /uploads/FILE {offset=6} |
      too large          | 422 size-mismatch   | current_size=10 expected_size=6    | GET /uploads/FILE/chunks |
      complete too small | 422 size-mismatch   | current_size=6 expected_size=10    | POST /uploads |
      parts mismatch     | 422 size-mismatch   | field=parts expected_size=10       | |
      no boundary        | 422 not-a-chunk-boundary | nearest_boundary=6            | GET /uploads/FILE/chunks |
      absent part        | 422 invalid-field   | field=parts                        | |
      part of another    | 422 invalid-field   | field=parts                        | |
      incomplete part    | 422 invalid-field   | field=parts                        | |
      repeated part      | 422 invalid-field   | field=parts                        | |
      awaits parts       | 409 awaits-parts    | current_size=10                    | GET /files/FILE |
      rewind forbidden   | 409 rewind-forbidden | current_size=10                   | PUT /uploads/FILE {offset=10} |
      quota of bytes     | 403 quota-exceeded  | resource=bytes least_charge_bytes=4096 limit=10 used=6 | GET /files |
      quota of sessions  | 403 quota-exceeded  | resource=open_sessions limit=10 used=6 | GET /files |
      scope missing      | 403 forbidden       | needed_scope=delete                | |
      no such ticket     | 404 not-found       |                                    | |
      ticket used        | 410 ticket-used     |                                    | |
      ticket expired     | 410 ticket-expired  |                                    | |
      ticket outdated    | 409 ticket-outdated |                                    | |
      ticket busy        | 409 ticket-busy     |                                    | | 7
      ticket open        | 409 ticket-open     | current_size=10 ticket={state=valid, offset=6, total=20, received=4, expires_at=1970-01-01T00:00:00Z} | GET /files/FILE |
      too many waiting   | 503 unavailable     |                                    | | 1
      digests under way  | 429 rate-limited    | owner_share=2 limit=4 retry_after_seconds=1 | | 1
      all digests taken  | 503 unavailable     |                                    | | 1
      all imports taken  | 503 unavailable     |                                    | | 5
      imports under way  | 429 rate-limited    | owner_share=2 limit=4 retry_after_seconds=5 | | 5
      source away        | 424 source-unavailable | current_size=0                  | | 5
      source broken off  | 424 source-unavailable | current_size=10                 | POST /uploads/FILE/import | 5
      source absent      | 422 source-unsuitable | current_size=10                  | |
      source overtaken   | 422 source-unsuitable | current_size=10                  | GET /files/FILE |
      source shorter     | 422 source-unsuitable | current_size=10                  | POST /uploads/FILE/rewind {to_size=0, if_size=10} |
      source differs     | 422 checksum-mismatch | expected_sha256=MEANT actual_sha256=SENT current_size=10 | POST /uploads/FILE/rewind {to_size=0, if_size=10} |
      all differs        | 422 checksum-mismatch | expected_sha256=MEANT actual_sha256=SENT current_size=0 | |
      key reused         | 422 idempotency-key-reused | field=Idempotency-Key       | |
      """;

  record Row(String name, String statusAndCode, String facts, String next, String retryAfter) {}

  static List<Row> rows() {
    return TABLE
        .lines()
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
        .map(cell -> new Row(cell.get(0), cell.get(1), cell.get(2), cell.get(3), cell.get(4)))
        .toList();
  }

  @Test
  void everyRefusalHasAnExampleAndEveryExampleHasARow() {
    assertThat(RefusalExamples.all().values().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(RefusalExamples.kinds().toList());
    assertThat(rows())
        .extracting(Row::name)
        .containsExactlyElementsOf(RefusalExamples.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRefusalIsSaidWithItsStatusCodeFactsNextCallAndWait(Row row) {
    Problem problem = RefusalProblems.of(RefusalExamples.named(row.name));

    Map<String, Object> members = problem.members();
    assertThat(members.get("status") + " " + members.get("code")).isEqualTo(row.statusAndCode);
    assertThat(problem.kind().status().getCode()).isEqualTo(members.get("status"));
    assertThat(facts(members)).isEqualTo(row.facts);
    assertThat(next(members)).isEqualTo(row.next);
    assertThat(problem.headers())
        .isEqualTo(row.retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", row.retryAfter));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aProblemSaysTheSentenceTwiceAndWhetherTheSameRequestMaySucceed(Row row) {
    Refusal refusal = RefusalExamples.named(row.name);

    assertThat(RefusalProblems.of(refusal).members())
        .containsEntry("type", "urn:piecemeal:problem:" + row.statusAndCode.substring(4))
        .containsEntry("detail", RefusalSentences.of(refusal))
        .containsEntry("message", RefusalSentences.of(refusal))
        .containsEntry("retryable", !row.retryAfter.isEmpty());
    assertThat(Explanation.of(refusal).retryAfter().isPresent())
        .isEqualTo(!row.retryAfter.isEmpty());
  }

  @Test
  void whatAUseCaseThrewIsSaidByItsKind() {
    Problem own = RequestRejected.invalidField("limit", "it is odd").problem();

    assertThat(code(new UploadRejected(new Refusal.NotFound()))).isEqualTo("not-found");
    assertThat(RefusalProblems.of(new RequestRejected(own))).isSameAs(own);
    assertThat(code(new StorageFailure.NoSpace("x", new IOException("x"))))
        .isEqualTo("insufficient-storage");
    assertThat(code(new IllegalStateException("secret"))).isEqualTo("internal-error");
  }

  private static Object code(Throwable failure) {
    Map<String, Object> members = RefusalProblems.of(failure).members();
    assertThat(members.toString()).doesNotContain("secret");
    return members.getOrDefault("code", "");
  }

  @Test
  void theServerSaysRefusalsInTheSameWay() {
    Refusal refusal = RefusalExamples.named("offset mismatch");
    assertThat(new RefusalProblemForm().say(refusal).members())
        .isEqualTo(RefusalProblems.of(refusal).members());
  }

  private static String facts(Map<String, Object> members) {
    Map<String, Object> facts = new LinkedHashMap<>(members);
    facts.keySet().removeAll(USUAL);
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + "=" + fact.getValue())
        .collect(Collectors.joining(" "))
        .replace(RefusalExamples.MEANT.hex(), "MEANT")
        .replace(RefusalExamples.SENT.hex(), "SENT");
  }

  private static String next(Map<String, Object> members) {
    if (!(members.get("next") instanceof Map<?, ?> call)) {
      return "";
    }
    String body = call.containsKey("body") ? " " + call.get("body") : "";
    return (call.get("method") + " " + call.get("path") + body)
        .replace(RefusalExamples.FILE.value(), "FILE");
  }
}
