package io.piecemeal.adapters.http.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micronaut.http.HttpResponse;
import io.micronaut.security.authentication.Authentication;
import io.piecemeal.application.event.ReadEventsService;
import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.application.webhook.ManageWebhooksService;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.upload.Permission;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.domain.webhook.WebhookSecret;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How owners say where they want to be told of events. */
final class WebhooksControllerTest {

  private static final String NO_WEBHOOK = "whk_00000000000000000000000000000000";

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
  private final ReadEventsService events = new ReadEventsService(ledger.events(), _ -> true);
  private final Authentication alice = caller(Samples.ALICE, Scope.OF_FILES);
  private final WebhooksController webhooks =
      controller(
          Optional.of(
              new ManageWebhooksService(
                  ledger.webhooks(), new HttpsOnly(), ledger.events(), new SequentialIds())));

  /** Sends nothing; its secrets tell the number. */
  private static final class HttpsOnly implements WebhookSender {
    @Override
    public Optional<String> refusal(String url) {
      return url.startsWith("https://") ? Optional.empty() : Optional.of("it is not https");
    }

    @Override
    public WebhookSecret secret(WebhookId id, int number) {
      byte[] key = new byte[WebhookSecret.BYTES];
      key[0] = (byte) number;
      return new WebhookSecret(key);
    }

    @Override
    public Delivery send(Webhook webhook, FileEvent event) {
      throw new AssertionError("nothing is to be sent");
    }
  }

  private WebhooksController controller(Optional<ManageWebhooksService> manage) {
    return new WebhooksController(
        manage.map(some -> some), events, (caller, scope, _) -> Permission.require(caller, scope));
  }

  /** As the server hands callers on. */
  private static Authentication caller(Owner owner, Set<Scope> scopes) {
    return Authentication.build(
        owner.value(),
        List.of(),
        Map.of("caller", new Caller(owner, new Credential.FixedKey(), scopes)));
  }

  private static InputStream body(String json) {
    return new ByteArrayInputStream(json.getBytes(UTF_8));
  }

  private static WebhookView view(HttpResponse<?> response) {
    assertThat(response.getHeaders().get("Cache-Control")).isEqualTo("no-store");
    return (WebhookView) response.getBody().orElseThrow();
  }

  private WebhookView create(String json) throws IOException {
    return view(webhooks.create(alice, body(json)));
  }

  private WebhookView create() throws IOException {
    return create("{\"url\":\"https://a.example/\"}");
  }

  private List<WebhookView> list(Authentication caller) {
    return ((WebhookView.Page) webhooks.list(caller).getBody().orElseThrow()).data();
  }

  private static Map<String, Object> refusal(ThrowingCallable call) {
    return catchThrowableOfType(RequestRejected.class, call).problem().members();
  }

  @Test
  void aWebhookIsForAllEventsFromNowOnUnlessItIsSaid() throws IOException {
    ledger.open(Samples.newFile(Samples.ALICE));

    WebhookView all = create();
    WebhookView some =
        create(
            """
            {"url":"https://b.example/","types":["file.deleted","file.completed"],"after":"1"}
            """);

    assertThat(all.types()).isEmpty();
    assertThat(all.next()).isEqualTo(events.latest(Samples.ALICE).toString()).isNotEqualTo("1");
    assertThat(all.secret()).isNotNull();
    assertThat(some.types()).containsExactly("file.completed", "file.deleted");
    assertThat(some.next()).isEqualTo("1");
    assertThat(list(alice)).extracting(WebhookView::secret).containsExactly(null, null);
    assertThat(list(caller(Samples.BOB, Scope.OF_FILES))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                                    | missing-field | url
          {"url":"http://a.example/"}                           | invalid-field | url
          {"url":7}                                             | invalid-field | url
          {"url":"https://a.example/","types":"file.created"}   | invalid-field | types
          {"url":"https://a.example/","types":["file.create"]}  | invalid-field | types
          {"url":"https://a.example/","types":["FILE.CREATED"]} | invalid-field | types
          {"url":"https://a.example/","after":"yesterday"}      | invalid-field | after
          {"url":"https://a.example/","type":["file.created"]}  | unknown-field | type
          """)
  void aBadMemberIsNamedAndNoWebhookIsMade(String json, String code, String field) {
    assertThat(refusal(() -> create(json)))
        .containsEntry("code", code)
        .containsEntry("field", field);
    assertThat(list(alice)).isEmpty();
  }

  @Test
  void theTypeThatWasProbablyMeantIsNamed() {
    String json = "{\"url\":\"https://a.example/\",\"types\":[\"file.create\"]}";
    assertThat(refusal(() -> create(json))).containsEntry("nearest", "file.created");
  }

  @Test
  void anOwnerHasNoMoreThanSixteen() throws IOException {
    for (int i = 0; i < Webhook.MOST_OF_AN_OWNER; i++) {
      create();
    }
    assertThat(refusal(this::create))
        .containsEntry("field", "url")
        .hasEntrySatisfying("detail", detail -> assertThat(detail.toString()).contains("are 16"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "'{}', true",
    "'{\"overlap\":0}', true",
    "'{\"overlap\":2592000}', true",
    "'{\"overlap\":2592001}', false",
    "'{\"overlap\":-1}', false",
    "'{\"overlap\":\"1d\"}', false"
  })
  void aSecretIsRotatedWithAnOverlapOfUpTo30Days(String json, boolean fits) throws IOException {
    WebhookView made = create();
    if (fits) {
      assertThat(view(webhooks.rotate(alice, made.id(), body(json))).secret())
          .isNotNull()
          .isNotEqualTo(made.secret());
    } else {
      assertThat(refusal(() -> webhooks.rotate(alice, made.id(), body(json))))
          .containsEntry("field", "overlap");
    }
  }

  @Test
  void aReplayBeginsWhereItIsSaidAndShowsNoSecret() throws IOException {
    ledger.open(Samples.newFile(Samples.ALICE));
    String id = create("{\"url\":\"https://a.example/\",\"after\":\"1\"}").id();

    WebhookView replayed = view(webhooks.replay(alice, id, body("{\"after\":\"latest\"}")));

    assertThat(replayed.next()).isEqualTo(events.latest(Samples.ALICE).toString());
    assertThat(replayed.secret()).isNull();
    assertThat(refusal(() -> webhooks.replay(alice, id, body("{\"after\":\"x\"}"))))
        .containsEntry("field", "after");
  }

  @ParameterizedTest
  @ValueSource(strings = {NO_WEBHOOK, "whk_1", "", "OTHERS"})
  void aWebhookThatIsNotThereOrAnothersIsNotFound(String given) throws IOException {
    String id = given.equals("OTHERS") ? create().id() : given;
    Authentication bob = caller(Samples.BOB, Scope.OF_FILES);

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> webhooks.rotate(bob, id, null),
            () -> webhooks.replay(bob, id, null),
            () -> webhooks.delete(bob, id))) {
      assertThat(refusal(call))
          .containsEntry("status", 404)
          .containsEntry("detail", "There is no such webhook.");
    }
  }

  /** Who may write alone would have sent what it may not read. */
  @Test
  void whoMayNotReadHasNothingSent() throws IOException {
    String id = create().id();
    Authentication writer = caller(Samples.ALICE, Set.of(Scope.WRITE));

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> webhooks.create(writer, body("{\"url\":\"https://a.example/\"}")),
            () -> webhooks.rotate(writer, id, null),
            () -> webhooks.replay(writer, id, null))) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              UploadRejected.class,
              e -> assertThat(e.refusal()).isEqualTo(new Refusal.ScopeMissing(Scope.READ)));
    }
    assertThat(list(alice)).hasSize(1);
  }

  @Test
  void aServiceWithoutAKeyForThemSaysWhatToSet() {
    assertThat(refusal(() -> controller(Optional.empty()).list(alice)).toString())
        .contains("status=404", "PIECEMEAL_WEBHOOK_KEY");
  }
}
