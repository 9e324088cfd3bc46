package io.piecemeal.adapters.http.netty;

import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * HTTP/1.1 as RFC 9112 writes it. Netty's own codec does the same with a laxer decoder. (It also
 * remembers which requests were HEAD, so as to drop the bodies of their responses; what answers
 * here writes none.)
 */
final class StrictServerCodec
    extends CombinedChannelDuplexHandler<HttpRequestDecoder, HttpResponseEncoder> {

  StrictServerCodec(NettyHttpServerConfiguration configuration) {
    super(new StrictRequestDecoder(config(configuration)), new HttpResponseEncoder());
  }

  private static HttpDecoderConfig config(NettyHttpServerConfiguration configuration) {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(configuration.getMaxInitialLineLength())
        .setMaxHeaderSize(configuration.getMaxHeaderSize())
        .setMaxChunkSize(configuration.getMaxChunkSize())
        .setInitialBufferSize(configuration.getInitialBufferSize())
        .setValidateHeaders(true)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true)
        .setAllowDuplicateContentLengths(false);
  }
}
