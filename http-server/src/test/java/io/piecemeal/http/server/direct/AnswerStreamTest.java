package io.piecemeal.http.server.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer that begins before its call is done. */
class AnswerStreamTest {

  private final CompletableFuture<Boolean> started = new CompletableFuture<>();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final EmbeddedChannel channel = new EmbeddedChannel(handler(this::answer));
  private final List<Object> sent = new ArrayList<>();

  private static DirectHandler handler(DirectCall call) {
    return new DirectHandler(
        (request, from) -> Optional.of(call), new ReceivingBudget(1200, 1200, 1200, () -> false));
  }

  private FullHttpResponse answer(InputStream body, AnswerStream stream) {
    try {
      body.readAllBytes();
      started.complete(
          stream.start(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.ACCEPTED)));
      if (started.join()) {
        stream.send("first ".getBytes(StandardCharsets.US_ASCII));
      }
      mayAnswer.await();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.OK,
        Unpooled.copiedBuffer("last", StandardCharsets.US_ASCII));
  }

  @AfterEach
  void close() {
    mayAnswer.countDown();
    channel.finishAndReleaseAll();
  }

  @Test
  void piecesAreSentBeforeTheAnswerWhoseContentIsTheLast() {
    send(HttpVersion.HTTP_1_1);
    awaitSent(2);
    HttpResponse head = (HttpResponse) sent.getFirst();
    assertThat(head.status()).isEqualTo(HttpResponseStatus.ACCEPTED);
    assertThat(HttpUtil.isTransferEncodingChunked(head)).isTrue();
    assertThat(text(sent.get(1))).isEqualTo("first ");

    mayAnswer.countDown();

    awaitSent(3);
    assertThat(sent.getLast()).isInstanceOf(LastHttpContent.class);
    assertThat(text(sent.getLast())).isEqualTo("last");
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void nextRequestOfTheConnectionIsTakenAfterTheLastPiece() {
    send(HttpVersion.HTTP_1_1);
    mayAnswer.countDown();
    awaitSent(3);

    send(HttpVersion.HTTP_1_1);

    awaitSent(6);
    assertThat(text(sent.getLast())).isEqualTo("last");
  }

  @Test
  void answerOverHttp10IsWhole() throws Exception {
    send(HttpVersion.HTTP_1_0);
    assertThat(started.get(5, TimeUnit.MINUTES)).isFalse();

    mayAnswer.countDown();

    awaitSent(1);
    assertThat(((FullHttpResponse) sent.getFirst()).status()).isEqualTo(HttpResponseStatus.OK);
  }

  @Test
  void connectionThatIsToCloseDoesSoAfterTheLastPiece() {
    send(HttpVersion.HTTP_1_1);
    awaitSent(2);
    ChannelFuture closing = channel.close();
    channel.runPendingTasks();
    assertThat(closing.isDone()).as("the answer is under way").isFalse();

    mayAnswer.countDown();

    awaitSent(3);
    assertThat(text(sent.getLast())).isEqualTo("last");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void callerWhoDoesNotReadGoesWithoutAPiece() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    send(HttpVersion.HTTP_1_1);
    awaitSent(1);

    mayAnswer.countDown();

    awaitSent(2);
    assertThat(sent.getLast()).isInstanceOf(LastHttpContent.class);
  }

  private void send(HttpVersion version) {
    channel.writeInbound(
        new DefaultHttpRequest(version, HttpMethod.POST, "/x"),
        new DefaultLastHttpContent(Unpooled.copiedBuffer("{}", StandardCharsets.US_ASCII)));
  }

  private void awaitSent(int many) {
    Instant end = Instant.now().plus(Duration.ofMinutes(5));
    while (sent.size() < many) {
      assertThat(Instant.now()).as("sent so far: %s", sent).isBefore(end);
      channel.runPendingTasks();
      for (Object one = channel.readOutbound(); one != null; one = channel.readOutbound()) {
        sent.add(one);
      }
      Thread.onSpinWait();
    }
  }

  private static String text(Object piece) {
    return ((HttpContent) piece).content().toString(StandardCharsets.US_ASCII);
  }
}
