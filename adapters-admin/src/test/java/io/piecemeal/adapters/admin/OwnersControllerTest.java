package io.piecemeal.adapters.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.access.ManageOwnersService;
import io.piecemeal.application.access.OwnQuotas;
import io.piecemeal.application.access.OwnScanPolicies;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.TestClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What owners may have, as operators say it. */
final class OwnersControllerTest {

  private static final String UNCHANGED =
      "{owner=alice, bytes=0, files=0, open_sessions=0, quota={open_sessions=9}, scan=all}";

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
  private final OwnersController owners =
      new OwnersController(
          new ManageOwnersService(
              ledger.owners(),
              new OwnQuotas(ledger.owners(), Samples.quotaOf(9)),
              ledger.scans(),
              new OwnScanPolicies(ledger.scans(), ScanPolicy.ALL)));

  private Map<String, Object> setQuota(String json) throws IOException {
    return owners.setQuota("alice", Requests.body(json));
  }

  private Map<String, Object> setScan(String json) throws IOException {
    return owners.setScan("alice", Requests.body(json));
  }

  private List<?> list() {
    return (List<?>) owners.list().getOrDefault("data", List.of());
  }

  @Test
  void anOwnerOfWhichNothingIsKnownHasNothingAndWhatHoldsForAll() {
    assertThat(owners.find("alice")).hasToString(UNCHANGED);
    assertThat(list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"bytes":1000,"open_sessions":3}     | {bytes=1000, open_sessions=3}
          {"bytes":"1000"}                     | {bytes=1000}
          {"open_sessions":3,"bytes":null}     | {open_sessions=3}
          {"bytes":0,"open_sessions":0}        | {bytes=0, open_sessions=0}
          {"bytes":9223372036854775807}        | {bytes=9223372036854775807}
          {"open_sessions":2147483647}         | {open_sessions=2147483647}
          {"bytes":"","open_sessions":""}      | {}
          {}                                   | {}
          """)
  void aQuotaIsWhatIsSaidAndABoundThatIsLeftOutIsNone(String json, String quota)
      throws IOException {
    Map<String, Object> answer = setQuota(json);

    assertThat(answer.get("own_quota")).hasToString(quota);
    assertThat(answer.get("quota")).hasToString(quota);
    assertThat(answer).isEqualTo(owners.find("alice"));
    assertThat(owners.find("bob").get("quota")).hasToString("{open_sessions=9}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"bytes":-1}                  | invalid-field | bytes
          {"bytes":1.5}                 | invalid-field | bytes
          {"bytes":"1 GiB"}             | invalid-field | bytes
          {"bytes":9223372036854775808} | invalid-field | bytes
          {"bytes":[1]}                 | invalid-field | bytes
          {"open_sessions":-1}          | invalid-field | open_sessions
          {"open_sessions":2147483648}  | invalid-field | open_sessions
          {"open_sessions":4294967299}  | invalid-field | open_sessions
          {"open_sessions":true}        | invalid-field | open_sessions
          {"openSessions":3}            | unknown-field | openSessions
          {"bytes":1,"files":3}         | unknown-field | files
          """)
  void aBadQuotaIsRefusedByItsMemberAndChangesNothing(String json, String code, String field) {
    assertThat(Requests.refusal(() -> setQuota(json)))
        .containsEntry("code", code)
        .containsEntry("field", field);
    assertThat(owners.find("alice")).hasToString(UNCHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{\"bytes\":1", "{\"bytes\":1,\"bytes\":2}"})
  void aQuotaIsOneObjectOfJson(String body) {
    assertThat(Requests.refusal(() -> setQuota(body))).containsEntry("code", "invalid-json");
    assertThat(owners.find("alice")).hasToString(UNCHANGED);
  }

  @Test
  void withoutAQuotaOfItsOwnTheOneOfAllHoldsAgain() throws IOException {
    setQuota("{\"bytes\":1000}");

    assertThat(owners.resetQuota("alice").code()).isEqualTo(204);
    assertThat(owners.find("alice")).hasToString(UNCHANGED);
    assertThat(owners.resetQuota("alice").code()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "none"})
  void aScanPolicyIsAllOrNone(String policy) throws IOException {
    Map<String, Object> answer = setScan("{\"policy\":\"%s\"}".formatted(policy));

    assertThat(answer).containsEntry("own_scan", policy).containsEntry("scan", policy);
    assertThat(owners.find("bob")).containsEntry("scan", "all").doesNotContainKey("own_scan");
    assertThat(owners.resetScan("alice").code()).isEqualTo(204);
    assertThat(owners.find("alice")).hasToString(UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                    | invalid-field | policy
          {"policy":null}       | invalid-field | policy
          {"policy":""}         | invalid-field | policy
          {"policy":"ALL"}      | invalid-field | policy
          {"policy":"some"}     | invalid-field | policy
          {"policy":true}       | invalid-field | policy
          {"scan":"all"}        | unknown-field | scan
          """)
  void anotherScanPolicyIsRefusedAndDoesNotTurnScansOff(String json, String code, String field) {
    assertThat(Requests.refusal(() -> setScan(json)))
        .containsEntry("code", code)
        .containsEntry("field", field);
    assertThat(owners.find("alice")).hasToString(UNCHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "Überblick", "*"})
  void whatIsNoNameOfAnOwnerIsRefusedByEveryCall(String name) {
    assertThat(
            List.of(
                Requests.refusal(() -> owners.find(name)),
                Requests.refusal(() -> owners.setQuota(name, Requests.body("{}"))),
                Requests.refusal(() -> owners.resetQuota(name)),
                Requests.refusal(() -> owners.setScan(name, Requests.body("{\"policy\":\"all\"}"))),
                Requests.refusal(() -> owners.resetScan(name))))
        .allSatisfy(
            refused ->
                assertThat(refused)
                    .containsEntry("code", "invalid-field")
                    .containsEntry("field", "owner"));
  }

  @Test
  void theListHasWhoHasSomethingAndWhoHasTermsOfItsOwnByName() throws IOException {
    ledger.open(Samples.newFile(Samples.BOB));
    setQuota("{\"bytes\":1}");
    owners.setScan("zoe", Requests.body("{\"policy\":\"none\"}"));

    assertThat(list())
        .extracting(Object::toString)
        .containsExactly(
            "{owner=alice, bytes=0, own_quota={bytes=1}}",
            "{owner=bob, bytes=4096}",
            "{owner=zoe, bytes=0, own_scan=none}");
    assertThat(owners.find("bob")).containsEntry("files", 1L).containsEntry("open_sessions", 1L);
  }
}
