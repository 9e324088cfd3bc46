package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator does with a service that runs. */
class AdminTest {

  private static final Caller ADMIN = admin();

  private final Caller alice = Caller.alice();

  private static Caller admin() {
    return new Caller(TestService.port(), adminKey());
  }

  /** Of the service for all tests. */
  static String adminKey() {
    KeyTerms terms =
        new KeyTerms(new Owner("operator"), KeyLabel.NONE, Set.of(Scope.ADMIN), Optional.empty());
    ManageKeys keys = TestService.service().bean(ManageKeys.class);
    return keys.create(terms).token().reveal();
  }

  @AfterEach
  void asBefore() {
    ADMIN.post("/admin/gc/release", "").is(200);
  }

  @Test
  void onlyTheScopeOfAdminsOpensItAndItOpensNothingElse() {
    for (String path :
        List.of("/admin/keys", "/admin/owners", "/admin/gc", "/admin/scrub", "/admin/state")) {
      alice.get(path).isProblem(403, "forbidden").has("needed_scope", "admin");
      alice.send(alice.anonymous(path)).isProblem(401, "unauthenticated");
      ADMIN.get(path).is(200);
    }
    ADMIN.get("/files").isProblem(403, "forbidden").has("needed_scope", "read");
  }

  @Test
  void noWayOfWritingThePathLeadsAroundTheScope() {
    for (String path :
        List.of(
            "//admin/keys",
            "/%61dmin/keys",
            "/admin%2Fkeys",
            "/admin/keys/",
            "/./admin/keys",
            "/mcp/../admin/keys",
            "/admin;a=b/keys",
            "/ADMIN/keys")) {
      assertThat(alice.get(path).status()).as(path).isBetween(400, 499);
    }
  }

  @Test
  void aKeyIsMadeRotatedAndRevoked() {
    Answer made =
        ADMIN
            .post(
                "/admin/keys",
                Json.of("owner", "dora", "label", "ci", "scope", "read write", "expires_in", 3600))
            .is(201)
            .has("owner", "dora")
            .has("label", "ci")
            .has("scope", "read write");
    Caller dora = new Caller(TestService.port(), (String) Json.require(made.json(), "key"));
    String file = dora.open();
    dora.delete("/files/" + file).isProblem(403, "forbidden");

    String id = (String) Json.require(made.json(), "id");
    Answer next = ADMIN.post("/admin/keys/" + id + "/rotate", Json.of("overlap", 3600)).is(201);
    Caller rotated = new Caller(TestService.port(), (String) Json.require(next.json(), "key"));
    rotated.find(file).is(200);
    dora.find(file).is(200);

    ADMIN.delete("/admin/keys/" + id).is(204);
    dora.find(file).isProblem(401, "unauthenticated");
    rotated.find(file).is(200);
    ADMIN.post("/admin/keys/" + id + "/rotate", "{}").isProblem(404, "not-found");
    assertThat(ADMIN.get("/admin/keys").is(200).data())
        .anySatisfy(
            key -> assertThat(key).containsEntry("id", id).containsKeys("revoked_at", "expires_at"))
        .allSatisfy(key -> assertThat(key).doesNotContainKeys("key", "token_hash"));
  }

  @Test
  void whatIsNoKeyIsRefusedByItsField() {
    ADMIN.post("/admin/keys", "{}").isProblem(400, "missing-field").has("field", "owner");
    for (String[] bad :
        new String[][] {
          {"owner", "a b"}, {"scope", "all"}, {"label", "\u00e4"}, {"expires_in", "0"}
        }) {
      Map<String, Object> body = new LinkedHashMap<>(Map.of("owner", "dora"));
      body.put(bad[0], bad[1]);
      ADMIN
          .post("/admin/keys", Json.write(body))
          .isProblem(422, "invalid-field")
          .has("field", bad[0]);
    }
    ADMIN
        .post("/admin/keys", Json.of("owner", "a", "scopes", "read"))
        .isProblem(422, "unknown-field");
    ADMIN.delete("/admin/keys/abcdefgh").isProblem(404, "not-found");
    ADMIN.delete("/admin/keys/x").isProblem(404, "not-found");
  }

  @Test
  void ownersAreListedWithWhatTheyHave() {
    String owner = "erna";
    Caller erna = ofOwner(owner);
    erna.openWith(new byte[5000]);
    erna.open();
    ADMIN
        .get("/admin/owners/" + owner)
        .is(200)
        .has("bytes", 4096 + 5000 + 4096)
        .has("files", 2)
        .has("open_sessions", 2);
    assertThat(ADMIN.get("/admin/owners").is(200).data())
        .contains(Map.of("owner", owner, "bytes", 4096 + 5000 + 4096));
    ADMIN.get("/admin/owners/nobody").is(200).has("bytes", 0).has("files", 0);
  }

  private static Caller ofOwner(String owner) {
    Answer made = ADMIN.post("/admin/keys", Json.of("owner", owner)).is(201);
    return new Caller(TestService.port(), (String) Json.require(made.json(), "key"));
  }

  @Test
  void aQuotaOfItsOwnHoldsForAnOwnerAtOnceAndUntilItIsTakenBack() {
    Caller frida = ofOwner("frida");
    String id = frida.openWith(new byte[5000]);
    ADMIN
        .send(
            ADMIN
                .json("/admin/owners/frida/quota")
                .PUT(BodyPublishers.ofString(Json.of("bytes", 10_000))))
        .is(200)
        .has("own_quota", Map.of("bytes", 10_000));
    frida.append(id, new byte[5000]).isProblem(403, "quota-exceeded").has("limit", 10_000);
    frida.get("/limits").is(200).has("quota_bytes", 10_000);
    alice.append(alice.open(), new byte[5000]).is(200);
    ADMIN.delete("/admin/owners/frida/quota").is(204);
    frida.append(id, new byte[5000]).is(200);
  }

  @Test
  void collectionIsHeldUntilItIsReleased() {
    ADMIN.post("/admin/gc/hold", "").is(200).has("collection", "held");
    ADMIN.get("/admin/gc").is(200).has("collection", "held");
    ADMIN.post("/admin/gc/release", "").is(200).has("collection", "on");
    ADMIN.get("/admin/state").is(200).has("database", "up").has("storage", "up");
  }

  @Test
  void theCommandLineAsksTheServiceThatRuns() throws Exception {
    String made = keys("create", "--owner=gerda", "--label=laptop", "--scopes=read", "--json");
    Map<String, Object> key = Json.read(Bytes.utf8(made));
    assertThat(key).containsEntry("owner", "gerda").containsEntry("scope", "read");
    String id = (String) Json.require(key, "id");
    new Caller(TestService.port(), (String) Json.require(key, "key")).get("/files").is(200);
    String next = keys("rotate", id, "--overlap=1h").strip();
    new Caller(TestService.port(), next).get("/files").is(200);
    assertThat(keys("list")).contains(id, "\"laptop\"", "until ");
    keys("revoke", id);
    assertThat(keys("list").lines())
        .anyMatch(line -> line.startsWith(id) && line.contains("revoked"));
  }

  private static String keys(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(arguments));
    all.add("--url=" + ADMIN.baseUrl());
    CommandProcess.Result result =
        new CommandProcess(all, Map.of("PIECEMEAL_ADMIN_KEY", ADMIN.key())).run();
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.output();
  }
}
