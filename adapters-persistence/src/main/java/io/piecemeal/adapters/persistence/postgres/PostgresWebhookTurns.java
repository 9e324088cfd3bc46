package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.WebhookTurns;
import io.piecemeal.domain.event.EventCursor;
import java.time.Duration;
import java.util.List;

/** Turns in the rows of the webhooks: who counted one up holds it until its row is due again. */
record PostgresWebhookTurns(Database database) implements WebhookTurns {

  /**
   * What an owner's heads add up to tells whether there is something to send, without a look at
   * events.
   */
  static final String TAKE =
      """
      WITH due AS (
        SELECT webhook_id FROM webhook
        WHERE off_since IS NULL AND due_at <= now() AND told_count <> (
          SELECT coalesce(sum(last), 0) FROM event_head WHERE event_head.owner = webhook.owner)
        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
      )
      UPDATE webhook SET due_at = now() + %s, turn = turn + 1
      FROM due WHERE webhook.webhook_id = due.webhook_id
      RETURNING %s
      """
          .formatted(Times.INTERVAL, WebhookRow.COLUMNS);

  private static final String OWN =
      "WHERE webhook_id = ? AND turn = ? AND off_since IS NULL RETURNING webhook_id";

  private static final String TOLD =
      """
      UPDATE webhook SET told = ?, told_count = ?, due_at = now() + %s,
        failures = 0, failing_since = NULL, reason = NULL
      %s
      """
          .formatted(Times.INTERVAL, OWN);

  private static final String DONE =
      """
      UPDATE webhook SET due_at = now(), turn = turn + 1
      %s
      """
          .formatted(OWN);

  private static final String FAILED =
      """
      UPDATE webhook SET turn = turn + 1, failures = failures + 1, reason = ?, due_at = now() + %1$s,
        failing_since = coalesce(failing_since, now()),
        off_since = CASE WHEN failing_since <= now() - %1$s THEN now() END
      %2$s
      """
          .formatted(Times.INTERVAL, OWN);

  private static final String GIVEN_UP =
      """
      UPDATE webhook SET turn = turn + 1, reason = ?, off_since = now()
      %s
      """
          .formatted(OWN);

  @Override
  public List<Turn> take(int most, Duration lease) {
    return database.change(
        "take turns at webhooks",
        TAKE,
        parameters -> parameters.number(most).duration(lease),
        row -> new Turn(WebhookRow.read(row), row.bigNumber("turn")));
  }

  @Override
  public boolean told(Turn turn, EventCursor upTo, Duration lease) {
    return changes(
        turn,
        TOLD,
        parameters -> parameters.text(upTo.toString()).number(upTo.count()).duration(lease));
  }

  @Override
  public void end(Turn turn, Ending ending) {
    switch (ending) {
      case Ending.Done done -> changes(turn, DONE, parameters -> {});
      case Ending.Failed failed ->
          changes(
              turn,
              FAILED,
              parameters ->
                  parameters
                      .text(failed.reason())
                      .duration(failed.next())
                      .duration(failed.patience()));
      case Ending.GivenUp given ->
          changes(turn, GIVEN_UP, parameters -> parameters.text(given.reason()));
    }
  }

  private boolean changes(Turn turn, String sql, Database.Binder binder) {
    return !database
        .change(
            "end or renew a turn at webhook %s".formatted(turn.webhook().id()),
            sql,
            parameters -> {
              binder.bind(parameters);
              parameters.text(turn.webhook().id().value()).number(turn.number());
            },
            row -> row.text("webhook_id"))
        .isEmpty();
  }
}
