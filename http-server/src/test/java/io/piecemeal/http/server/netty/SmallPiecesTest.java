package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What came with one read in small pieces goes on in larger ones, with the same bytes. */
class SmallPiecesTest {

  private static final String LARGE = "L".repeat(SmallPieces.SMALL + 1);

  private final List<Integer> counted = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel(new SmallPieces(counted::add));

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static HttpContent piece(String text) {
    return new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private List<String> handedOn() {
    List<String> texts = new ArrayList<>();
    for (Object one = channel.readInbound(); one != null; one = channel.readInbound()) {
      HttpContent content = (HttpContent) one;
      texts.add(content.content().toString(StandardCharsets.UTF_8));
      content.release();
    }
    return texts;
  }

  @Test
  void smallPiecesOfOneReadAreJoined() {
    HttpContent first = piece("a");
    channel.writeInbound(first, piece("b"), piece(""), piece("c"));
    assertThat(handedOn()).containsExactly("abc");
    assertThat(first.refCnt()).isZero();
  }

  @Test
  void smallPiecesOfEachReadAreCounted() {
    channel.writeInbound(piece("a"), piece("b"), piece(LARGE));
    channel.writeInbound(piece(LARGE));
    assertThat(counted).containsExactly(2, 0);
    handedOn();
  }

  @Test
  void nothingWaitsForTheNextRead() {
    channel.writeInbound(piece("a"));
    channel.writeInbound(piece("b"));
    assertThat(handedOn()).containsExactly("a", "b");
  }

  @Test
  void allStaysInItsOrder() {
    HttpContent end =
        new DefaultLastHttpContent(Unpooled.copiedBuffer("e", StandardCharsets.UTF_8));
    channel.writeInbound(piece("a"), piece("b"), piece(LARGE), piece("c"), piece("d"), end);
    assertThat(handedOn()).containsExactly("ab", LARGE, "cd", "e");
  }

  @Test
  void largePieceIsHandedOnAsItIs() {
    HttpContent large = piece(LARGE);
    channel.writeInbound(large);
    assertThat(channel.<Object>readInbound()).isSameAs(large);
    large.release();
  }

  @Test
  void headIsHandedOnAsItIs() {
    HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/x");
    channel.writeInbound(head, piece("a"));
    assertThat(channel.<Object>readInbound()).isSameAs(head);
    assertThat(handedOn()).containsExactly("a");
  }

  @Test
  void joinedPiecesHaveABound() {
    Object[] pieces = new Object[3 * SmallPieces.JOINED];
    Arrays.setAll(pieces, _ -> piece("x"));
    channel.writeInbound(pieces);
    assertThat(handedOn()).hasSize(3).allSatisfy(text -> assertThat(text).matches("x{4096}"));
  }

  @Test
  void whatIsLeftIsReleasedWithItsConnection() {
    PooledByteBufAllocator pool = new PooledByteBufAllocator(false);
    channel.config().setAllocator(pool);
    channel.pipeline().fireChannelRead(piece("a"));
    assertThat(activeBuffers(pool)).isOne();
    channel.pipeline().remove(SmallPieces.class);
    assertThat(activeBuffers(pool)).isZero();
    assertThat(channel.<Object>readInbound()).isNull();
  }

  private static long activeBuffers(PooledByteBufAllocator pool) {
    return pool.metric().heapArenas().stream()
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }
}
