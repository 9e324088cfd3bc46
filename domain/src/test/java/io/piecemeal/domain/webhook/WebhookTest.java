package io.piecemeal.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events a webhook wants, what it is called, and its secret. */
final class WebhookTest {

  private static final String SPELLED = "whk_" + "0".repeat(32);

  private static Webhook of(EventType... types) {
    return new Webhook(
        new WebhookId(SPELLED),
        new Owner("alice"),
        "https://hooks.example.com/",
        Set.of(types),
        Instant.EPOCH,
        new Webhook.SecretNumber(1, false),
        EventCursor.NONE,
        Webhook.Standing.WELL);
  }

  @Test
  void aWebhookWantsTheEventsOfItsTypesOrAll() {
    Webhook some = of(EventType.FILE_COMPLETED);

    assertThat(some.wants(EventType.FILE_COMPLETED)).isTrue();
    assertThat(some.wants(EventType.FILE_DELETED)).isFalse();
    assertThat(of().wants(EventType.FILE_DELETED)).isTrue();
  }

  @Test
  void anIdIsReadAsItIsSpelled() {
    WebhookId id = WebhookId.of(new byte[WebhookId.RANDOM_BYTES]);

    assertThat(id).hasToString(SPELLED);
    assertThat(WebhookId.parse(SPELLED)).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whk_",
        "00000000000000000000000000000000",
        "whk_0000000000000000000000000000000",
        "whk_000000000000000000000000000000000",
        "whk_0000000000000000000000000000000A",
        "whk_00000000000000000000000000000000\n"
      })
  void nothingElseIsAnId(String text) {
    assertThat(WebhookId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new WebhookId(text));
  }

  @Test
  void aSecretIsShownOnlyWhereItIsAskedFor() {
    byte[] key = new byte[WebhookSecret.BYTES];
    WebhookSecret secret = new WebhookSecret(key);
    key[0] = 1;
    secret.key()[1] = 1;

    assertThat(secret.key()).isEqualTo(new byte[WebhookSecret.BYTES]);
    assertThat(secret.reveal()).isEqualTo("whsec_" + "A".repeat(43) + "=");
    assertThat(secret).hasToString("whsec_…");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void aSecretHas32Bytes(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebhookSecret(new byte[length]))
        .withMessage("a secret has 32 bytes, not " + length);
  }
}
