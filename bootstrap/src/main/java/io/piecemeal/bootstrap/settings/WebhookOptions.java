package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.webhooks.WebhookKey;
import io.piecemeal.outbound.OutboundPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whether and how events are sent to the URLs of owners. */
final class WebhookOptions {

  static final String KEY = "PIECEMEAL_WEBHOOK_KEY";

  private static final String ALLOW = "--outbound-allow";

  @Option(
      names = ALLOW,
      paramLabel = "HOST",
      split = ",",
      description =
          "Hosts, addresses and networks such as 10.1.0.0/16 that webhooks may be sent to and"
              + " imports may come from besides public addresses, separated by commas (PIECEMEAL_OUTBOUND_ALLOW, default none)")
  private Set<String> allow = Set.of();

  @Option(
      names = "--webhook-patience",
      paramLabel = "TIME",
      defaultValue = "5d",
      description =
          "After this time of failures nothing is sent to a webhook until its owner replays it"
              + " (PIECEMEAL_WEBHOOK_PATIENCE, default 5d)")
  private Duration patience = Duration.ofDays(5);

  /**
   * Empty where there is no key: webhooks are off.
   *
   * @param values of the settings that are no options
   */
  Optional<Settings.Webhooks> webhooks(Map<String, String> values) {
    OutboundPolicy policy = policy();
    return Optional.ofNullable(values.get(KEY))
        .map(text -> new Settings.Webhooks(key(text), policy, patience));
  }

  /** Which addresses requests may go to, those of webhooks and others. */
  OutboundPolicy policy() {
    return Setting.read(ALLOW, SettingsOptions.stripped(allow), OutboundPolicy::allowing);
  }

  private static WebhookKey key(String text) {
    try {
      return new WebhookKey(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(KEY + ": " + e.getMessage(), e);
    }
  }
}
