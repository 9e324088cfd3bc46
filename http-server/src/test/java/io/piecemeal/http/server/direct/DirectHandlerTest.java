package io.piecemeal.http.server.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests with a direct route leave the pipeline here; all else goes on to the framework. */
class DirectHandlerTest {

  private static final int WINDOW = 1200;

  private final ReceivingBudget budget = new ReceivingBudget(WINDOW, WINDOW, WINDOW, () -> false);
  private static final Duration SOON = Duration.ofMinutes(5);

  private final CompletableFuture<String> received = new CompletableFuture<>();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final Reads reads = new Reads();
  private final EmbeddedChannel channel = new EmbeddedChannel(reads, newHandler(this::answer));

  /** Counts how often the socket is asked to be read. */
  private static final class Reads extends ChannelDuplexHandler {
    private int asked;

    @Override
    public void read(ChannelHandlerContext context) throws Exception {
      asked++;
      super.read(context);
    }
  }

  private DirectHandler newHandler(DirectCall call) {
    return new DirectHandler(
        (request, from) ->
            request.method().equals(HttpMethod.PUT) ? Optional.of(call) : Optional.empty(),
        budget);
  }

  private static HttpRequest put() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/x");
  }

  private FullHttpResponse answer(InputStream body, AnswerStream stream) {
    try {
      received.complete(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      mayAnswer.await();
    } catch (IOException e) {
      received.completeExceptionally(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
  }

  @AfterEach
  void close() {
    mayAnswer.countDown();
    channel.finishAndReleaseAll();
  }

  @Test
  void bodyOfADirectRequestGoesToItsThreadAndTheAnswerComesBack() throws Exception {
    channel.writeInbound(put(), content("Hello, "), last("world!"));
    assertThat(received.get(5, TimeUnit.MINUTES)).isEqualTo("Hello, world!");
    assertThat(channel.<Object>readInbound()).as("nothing reaches the framework").isNull();
    mayAnswer.countDown();
    FullHttpResponse answer = awaitAnswer();
    assertThat(answer.status()).isEqualTo(HttpResponseStatus.OK);
    assertThat(answer.headers().get("Connection")).isNull();
  }

  @Test
  void otherRequestsGoOnToTheFrameworkAlsoAfterADirectOne() {
    channel.writeInbound(put(), last("x"));
    mayAnswer.countDown();
    awaitAnswer().release();
    HttpRequest other = put();
    other.setMethod(HttpMethod.POST);
    LastHttpContent body = last("y");
    channel.writeInbound(other, body);
    assertThat(channel.<Object>readInbound()).isSameAs(other);
    assertThat(channel.<Object>readInbound()).isSameAs(body);
    body.release();
  }

  @Test
  void senderWaitsWhileTheWindowIsFull() {
    CountDownLatch mayRead = new CountDownLatch(1);
    EmbeddedChannel slow = new EmbeddedChannel(new Reads(), slowHandler(mayRead));
    Reads slowReads = slow.pipeline().get(Reads.class);
    slow.config().setAutoRead(false);
    slow.writeInbound(put());
    int before = slowReads.asked;
    slow.writeInbound(content("1234".repeat(100)));
    assertThat(slowReads.asked).as("there is room").isEqualTo(before + 1);
    slow.writeInbound(content("5678".repeat(100)));
    assertThat(slowReads.asked).as("there is none").isEqualTo(before + 1);
    mayRead.countDown();
    await(slow, () -> slowReads.asked == before + 2);
    slow.writeInbound(last("9"));
    mayAnswer.countDown();
    await(slow, () -> !slow.outboundMessages().isEmpty());
    slow.finishAndReleaseAll();
  }

  private DirectHandler slowHandler(CountDownLatch mayRead) {
    return newHandler(
        (body, stream) -> {
          try {
            mayRead.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return answer(body, stream);
        });
  }

  @Test
  void wishToCloseTheConnectionIsKept() {
    HttpRequest request = put();
    request.headers().set("Connection", "close");
    channel.writeInbound(request, last("x"));
    mayAnswer.countDown();
    assertThat(awaitAnswer().headers().get("Connection")).isEqualTo("close");
  }

  @Test
  void closedConnectionBreaksTheBodyOff() {
    ByteBuf piece = Unpooled.copiedBuffer("half", StandardCharsets.UTF_8);
    channel.writeInbound(put(), new DefaultHttpContent(piece));
    channel.pipeline().fireChannelInactive();
    assertThat(received).failsWithin(SOON);
    await(channel, () -> piece.refCnt() == 0);
  }

  @Test
  void failedConnectionBreaksTheBodyOffAndTheFrameworkHearsNothing() {
    channel.writeInbound(put(), content("half"));
    channel.pipeline().fireExceptionCaught(new IOException("reset"));
    assertThat(received).failsWithin(SOON);
    channel.checkException();
  }

  @Test
  void closingWaitsForTheAnswerWhichSaysSo() {
    channel.writeInbound(put(), last("x"));
    ChannelFuture closing = channel.close();
    channel.runPendingTasks();
    assertThat(closing.isDone()).as("the request is under way").isFalse();
    mayAnswer.countDown();
    assertThat(awaitAnswer().headers().get("Connection")).isEqualTo("close");
    assertThat(channel.close().isSuccess()).isTrue();
    assertThat(closing.isDone()).isTrue();
  }

  private FullHttpResponse awaitAnswer() {
    await(channel, () -> !channel.outboundMessages().isEmpty());
    return channel.readOutbound();
  }

  private static void await(EmbeddedChannel channel, java.util.function.BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(SOON);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      channel.runPendingTasks();
      Thread.onSpinWait();
    }
  }

  private static DefaultHttpContent content(String text) {
    return new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private static LastHttpContent last(String text) {
    return new DefaultLastHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }
}
