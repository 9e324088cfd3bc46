package io.piecemeal.http.server.netty;

import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.util.function.BooleanSupplier;

/**
 * HTTP/1.1 as RFC 9112 writes it. Netty's own codec does the same with a laxer decoder. (It also
 * remembers which requests were HEAD, so as to drop the bodies of their responses; what answers
 * here writes none.)
 */
final class StrictServerCodec
    extends CombinedChannelDuplexHandler<StrictRequestDecoder, HttpResponseEncoder> {

  /**
   * @param mayBegin whether another request may be decoded now; where it may not, its bytes wait
   *     until something is read once more
   */
  StrictServerCodec(NettyHttpServerConfiguration configuration, BooleanSupplier mayBegin) {
    super(new StrictRequestDecoder(config(configuration), mayBegin), new HttpResponseEncoder());
  }

  /** Whether bytes of another request wait. */
  boolean holdsRequest() {
    return inboundHandler().holdsRequest();
  }

  private static HttpDecoderConfig config(NettyHttpServerConfiguration configuration) {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(configuration.getMaxInitialLineLength())
        .setMaxHeaderSize(configuration.getMaxHeaderSize())
        .setMaxChunkSize(configuration.getMaxChunkSize())
        .setInitialBufferSize(configuration.getInitialBufferSize())
        .setHeadersFactory(BoundedHeaders.FACTORY)
        .setTrailersFactory(BoundedHeaders.FACTORY)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true)
        .setAllowDuplicateContentLengths(false);
  }
}
