package io.piecemeal.adapters.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpResponse;
import io.piecemeal.application.access.KeyUses;
import io.piecemeal.application.access.StoredKeys;
import io.piecemeal.testkit.InMemoryApiKeys;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of all owners, as operators make and take them back. */
final class KeysControllerTest {

  private static final String NO_SUCH_KEY = "0123456789abcdef";

  private final TestClock clock = new TestClock();
  private final InMemoryApiKeys rows = new InMemoryApiKeys();
  private final StoredKeys stored =
      new StoredKeys(rows, new SequentialIds(), clock, new KeyUses(rows, Runnable::run));
  private final KeysController keys = new KeysController(stored);

  private Map<String, Object> create(String json) throws IOException {
    return Requests.members(keys.create(Requests.body(json)));
  }

  private String made() throws IOException {
    return (String) create("{\"owner\":\"alice\"}").getOrDefault("id", "");
  }

  private List<?> list() {
    return (List<?>) keys.list().getOrDefault("data", List.of());
  }

  /** As it is written: in whole seconds. */
  private String after(Duration time) {
    return clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Test
  void aKeyOfWhichNothingIsSaidIsForAllWithTheFilesOfItsOwnerAndForGood() throws IOException {
    Map<String, Object> made = create("{\"owner\":\"alice\"}");

    assertThat(made)
        .containsEntry("owner", "alice")
        .containsEntry("label", "")
        .containsEntry("scope", "read write delete")
        .containsEntry("created_at", after(Duration.ZERO))
        .containsOnlyKeys("id", "owner", "label", "scope", "created_at", "key");
  }

  @Test
  void aKeyHasTheTermsThatAreSaid() throws IOException {
    Map<String, Object> made =
        create(
            """
            {"owner":"ci.bot","label":"nightly","scope":"admin read","expires_in":3600}
            """);

    assertThat(made)
        .containsEntry("owner", "ci.bot")
        .containsEntry("label", "nightly")
        .containsEntry("scope", "read admin")
        .containsEntry("expires_at", after(Duration.ofHours(1)));
  }

  @Test
  void theTokenIsShownOnceAndNeverKeptByCaches() throws IOException {
    HttpResponse<?> made = keys.create(Requests.body("{\"owner\":\"alice\"}"));

    assertThat(made.code()).isEqualTo(201);
    assertThat(made.getHeaders().get("Cache-Control")).isEqualTo("no-store");
    Map<String, Object> members = Requests.members(made);
    String token = (String) members.getOrDefault("key", "");
    assertThat(stored.authenticate(token)).isPresent();
    assertThat(list()).hasSize(1);
    assertThat(list().toString())
        .contains(String.valueOf(members.get("id")))
        .doesNotContain(token, "key=", "hash");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                             | missing-field | owner
          {"owner":null}                                 | missing-field | owner
          {"owner":""}                                   | invalid-field | owner
          {"owner":"a b"}                                | invalid-field | owner
          {"owner":"a/b"}                                | invalid-field | owner
          {"owner":7}                                    | invalid-field | owner
          {"owner":"a","label":"Überblick"}              | invalid-field | label
          {"owner":"a","label":["x"]}                    | invalid-field | label
          {"owner":"a","scope":"reed"}                   | invalid-field | scope
          {"owner":"a","scope":"read,write"}             | invalid-field | scope
          {"owner":"a","scope":"read  write"}            | invalid-field | scope
          {"owner":"a","scope":" "}                      | invalid-field | scope
          {"owner":"a","scope":"READ"}                   | invalid-field | scope
          {"owner":"a","scope":["read"]}                 | invalid-field | scope
          {"owner":"a","expires_in":0}                   | invalid-field | expires_in
          {"owner":"a","expires_in":-60}                 | invalid-field | expires_in
          {"owner":"a","expires_in":"1h"}                | invalid-field | expires_in
          {"owner":"a","expires_in":3153600001}          | invalid-field | expires_in
          {"owner":"a","expires":60}                     | unknown-field | expires
          {"owner":"a","scopes":"read"}                  | unknown-field | scopes
          """)
  void aBadMemberIsNamedAndNoKeyIsMade(String json, String code, String field) {
    assertThat(Requests.refusal(() -> create(json)))
        .containsEntry("code", code)
        .containsEntry("field", field);
    assertThat(list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void aLabelHasAtMost64Characters(int length, boolean fits) throws IOException {
    String json = "{\"owner\":\"a\",\"label\":\"%s\"}".formatted("x".repeat(length));
    if (fits) {
      assertThat(create(json)).containsEntry("label", "x".repeat(length));
    } else {
      assertThat(Requests.refusal(() -> create(json))).containsEntry("field", "label");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''               | 86400
          {}               | 86400
          {"overlap":null} | 86400
          {"overlap":0}    | 0
          {"overlap":60}   | 60
          """)
  void aKeyThatIsRotatedIsGoodForTheOverlapWhichIsADayUnlessItIsSaid(String json, long seconds)
      throws IOException {
    String former = made();

    HttpResponse<?> next = keys.rotate(former, Requests.body(json));

    assertThat(next.code()).isEqualTo(201);
    assertThat(next.getHeaders().get("Cache-Control")).isEqualTo("no-store");
    assertThat(Requests.members(next)).containsEntry("owner", "alice").containsKey("key");
    assertThat(Requests.members(next).get("id")).isNotEqualTo(former);
    assertThat(expiry(former))
        .isEqualTo(clock.instant().plusSeconds(seconds).truncatedTo(ChronoUnit.MICROS));
  }

  private Instant expiry(String id) {
    return stored.list().stream()
        .filter(key -> key.id().value().equals(id))
        .findFirst()
        .flatMap(key -> key.expiresAt())
        .orElseThrow();
  }

  @Test
  void aRotationWithoutABodyIsOneWithTheUsualOverlap() throws IOException {
    String former = made();
    assertThat(keys.rotate(former, null).code()).isEqualTo(201);
    assertThat(expiry(former)).isAfter(clock.instant().plus(Duration.ofHours(23)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"overlap\":-1}", "{\"overlap\":\"a day\"}", "{\"overlap\":3153600001}"})
  void aBadOverlapIsRefusedAndTheKeyStaysAsItIs(String json) throws IOException {
    String key = made();
    assertThat(Requests.refusal(() -> keys.rotate(key, Requests.body(json))))
        .containsEntry("code", "invalid-field")
        .containsEntry("field", "overlap");
    assertThat(stored.list()).hasSize(1).allMatch(kept -> kept.expiresAt().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {NO_SUCH_KEY, "ABCDEFGH", "short", "../../etc", ""})
  void aKeyThatIsNotThereCannotBeRotatedOrRevoked(String id) {
    assertThat(Requests.refusal(() -> keys.rotate(id, null))).containsEntry("status", 404);
    assertThat(Requests.refusal(() -> keys.revoke(id)))
        .containsEntry("status", 404)
        .containsEntry("detail", "There is no such key.");
  }

  @Test
  void aKeyThatIsRevokedStaysInTheListAndCannotBeRotated() throws IOException {
    String id = made();

    assertThat(keys.revoke(id).code()).isEqualTo(204);
    assertThat(keys.revoke(id).code()).isEqualTo(204);

    assertThat(list().toString()).contains("revoked_at=" + after(Duration.ZERO));
    assertThat(Requests.refusal(() -> keys.rotate(id, null))).containsEntry("status", 404);
    assertThat(stored.list().getFirst().revokedAt()).isNotEqualTo(Optional.empty());
  }
}
