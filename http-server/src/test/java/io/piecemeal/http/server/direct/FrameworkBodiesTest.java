package io.piecemeal.http.server.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A body that the framework reads takes its share of the budget until its answer. */
class FrameworkBodiesTest {

  private static final int ALL = 1000;

  private final ReceivingBudget budget = new ReceivingBudget(ALL, 1, ALL, () -> false);
  private final EmbeddedChannel first = new EmbeddedChannel(new FrameworkBodies(budget));
  private final EmbeddedChannel second = new EmbeddedChannel(new FrameworkBodies(budget));

  @AfterEach
  void close() {
    first.finishAndReleaseAll();
    second.finishAndReleaseAll();
  }

  private static HttpRequest request() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/files");
  }

  private static HttpRequest withLength(int length) {
    HttpRequest request = request();
    request.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    return request;
  }

  private static HttpRequest inChunks() {
    HttpRequest request = request();
    HttpUtil.setTransferEncodingChunked(request, true);
    return request;
  }

  private static Object answer(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
  }

  @Test
  void bodiesShareTheBudget() {
    first.writeInbound(withLength(5));
    second.writeInbound(inChunks());
    assertThat(budget.window()).isEqualTo(ALL / 2);
  }

  @Test
  void requestsWithoutABodyTakeNothing() {
    first.writeInbound(request(), withLength(0));
    second.writeInbound(withLength(5));
    assertThat(budget.window()).isEqualTo(ALL);
  }

  @Test
  void anAnswerGivesTheShareBackOnce() {
    second.writeInbound(withLength(5));
    first.writeInbound(withLength(5));
    first.writeOutbound(answer(HttpResponseStatus.OK));
    first.writeOutbound(answer(HttpResponseStatus.OK));
    second.writeInbound(withLength(5));
    assertThat(budget.window()).isEqualTo(ALL);
    first.writeInbound(withLength(5));
    assertThat(budget.window()).isEqualTo(ALL / 2);
  }

  @Test
  void anInterimAnswerIsNone() {
    first.writeInbound(withLength(5));
    second.writeInbound(withLength(5));
    first.writeOutbound(answer(HttpResponseStatus.CONTINUE));
    assertThat(budget.window()).isEqualTo(ALL / 2);
  }

  @Test
  void aConnectionThatEndsGivesTheShareBack() {
    first.writeInbound(withLength(5));
    second.writeInbound(withLength(5));
    first.finishAndReleaseAll();
    assertThat(budget.window()).isEqualTo(ALL);
  }
}
