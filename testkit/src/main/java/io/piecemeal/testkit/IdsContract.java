package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.TicketToken;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Ids} does. */
public abstract class IdsContract {

  private static final int LANES = 4;
  private static final int EACH = 2_000;

  protected IdsContract() {}

  /** Another node's generator, at every call. */
  protected abstract Ids newNode();

  @Test
  final void noFileIdComesTwiceOnAnyNode() {
    assertThat(made(Ids::nextFileId)).hasSize(LANES * EACH).doesNotHaveDuplicates();
  }

  @Test
  final void noObjectKeyComesTwiceOnAnyNodeAndEachTellsItsShard() {
    assertThat(made(ids -> ids.nextObjectKey(Samples.SHARD)))
        .hasSize(LANES * EACH)
        .doesNotHaveDuplicates()
        .allMatch(key -> key.shard().equals(Samples.SHARD));
  }

  @Test
  final void noStoreWriterComesTwiceOnAnyNode() {
    assertThat(made(Ids::nextStoreWriter)).hasSize(LANES * EACH).doesNotHaveDuplicates();
  }

  @Test
  final void noKeyIdAndNoTokenComesTwiceOnAnyNode() {
    List<ApiToken> tokens = made(Ids::nextToken);

    assertThat(tokens).extracting(ApiToken::id).doesNotHaveDuplicates();
    assertThat(tokens).extracting(ApiToken::reveal).doesNotHaveDuplicates();
  }

  @Test
  final void noTicketTokenComesTwiceOnAnyNode() {
    assertThat(made(Ids::nextTicketToken))
        .extracting(TicketToken::reveal)
        .hasSize(LANES * EACH)
        .doesNotHaveDuplicates();
  }

  @Test
  final void noWebhookIdComesTwiceOnAnyNode() {
    assertThat(made(Ids::nextWebhookId)).hasSize(LANES * EACH).doesNotHaveDuplicates();
  }

  @Test
  final void noNameComesTwiceWhenThreadsShareANode() {
    Ids ids = newNode();

    assertThat(Race.run(LANES, lane -> many(ids, Ids::nextFileId)).stream().flatMap(List::stream))
        .doesNotHaveDuplicates();
  }

  @Test
  final void aTokenReadsBack() {
    ApiToken token = newNode().nextToken();

    assertThat(ApiToken.parse(token.reveal()).map(ApiToken::id)).contains(token.id());
  }

  private <T> List<T> made(Naming<T> naming) {
    return Race.run(LANES, lane -> many(newNode(), naming)).stream().flatMap(List::stream).toList();
  }

  private static <T> List<T> many(Ids ids, Naming<T> naming) {
    return IntStream.range(0, EACH).mapToObj(i -> naming.next(ids)).toList();
  }

  @FunctionalInterface
  private interface Naming<T> {
    T next(Ids ids);
  }
}
