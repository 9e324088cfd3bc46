package io.piecemeal.http.server.interim;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterimHandlerTest {

  private static final HttpResponseStatus STATUS = new HttpResponseStatus(104, "Supported");

  private final List<Integer> written = new ArrayList<>();
  private final InterimHandler handler = new InterimHandler();
  private final EmbeddedChannel channel = new EmbeddedChannel(new Written(), handler);

  /** Notes the statuses of what leaves the handler. */
  private final class Written extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      written.add(((FullHttpResponse) message).status().code());
      super.write(context, message, promise);
    }
  }

  private static HttpRequest request(HttpVersion version) {
    return new DefaultHttpRequest(version, HttpMethod.POST, "/x");
  }

  private void answer(HttpResponseStatus status) {
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
  }

  @Test
  void aRequestHasInterimAnswersUntilItHasItsAnswer() {
    HttpRequest request = request(HttpVersion.HTTP_1_1);
    channel.writeInbound(request);

    handler.send(request, STATUS, Map.of("Location", "/x/1"));
    answer(HttpResponseStatus.CONTINUE);
    handler.send(request, STATUS, Map.of());
    answer(HttpResponseStatus.OK);
    handler.send(request, STATUS, Map.of());

    assertThat(written).containsExactly(104, 100, 104, 200);
    FullHttpResponse first = channel.readOutbound();
    assertThat(first.headers().get("Location")).isEqualTo("/x/1");
  }

  @Test
  void aLateOneIsNotForTheNextRequestThoughThatIsTheSame() {
    HttpRequest request = request(HttpVersion.HTTP_1_1);
    channel.writeInbound(request);
    answer(HttpResponseStatus.OK);
    channel.writeInbound(request(HttpVersion.HTTP_1_1));

    handler.send(request, STATUS, Map.of());
    handler.cut(request);

    assertThat(written).containsExactly(200);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void thereAreNoneInTheFirstVersionOfHttp() {
    HttpRequest request = request(HttpVersion.HTTP_1_0);
    channel.writeInbound(request);

    handler.send(request, STATUS, Map.of());

    assertThat(written).isEmpty();
  }

  @Test
  void whoTakesNothingGetsNoMore() {
    HttpRequest request = request(HttpVersion.HTTP_1_1);
    channel.writeInbound(request);
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

    handler.send(request, STATUS, Map.of());

    assertThat(written).isEmpty();
  }

  @Test
  void aRequestThatIsDueCanBeCut() {
    HttpRequest request = request(HttpVersion.HTTP_1_1);
    channel.writeInbound(request);

    handler.cut(request);

    assertThat(channel.isOpen()).isFalse();
  }
}
