package io.piecemeal.adapters.http.fastpath;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.trace.RequestIds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The head of an append that leaves no question open.
 *
 * @param token what is presented as an API key
 * @param length how many bytes the body has; at least one
 */
record AppendHead(FileId file, String token, ByteCount length, String requestId) {

  private static final String PATH = "/uploads/";
  private static final String SCHEME = "Bearer ";
  private static final Set<String> JSON =
      Set.of(
          "application/json", "application/json; charset=utf-8", "application/json;charset=utf-8");
  private static final Set<String> ANSWERED_WITH_JSON =
      Set.of(
          "*/*", "application/json", "application/json, */*", "application/json, text/plain, */*");

  /** What a router, or somebody who negotiates, has to look at. */
  private static final List<CharSequence> FOR_OTHERS =
      List.of(
          HttpHeaderNames.TRANSFER_ENCODING,
          HttpHeaderNames.CONTENT_ENCODING,
          HttpHeaderNames.EXPECT,
          HttpHeaderNames.UPGRADE);

  /**
   * Reads a head that passed all checks of the connection.
   *
   * @param cap the most bytes that a body may have
   * @return empty if the request is anything but a plain append: the framework's router looks at it
   */
  static Optional<AppendHead> of(HttpRequest request, ByteCount cap) {
    if (!request.method().equals(HttpMethod.PUT)
        || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        || !request.uri().startsWith(PATH)) {
      return Optional.empty();
    }
    HttpHeaders headers = request.headers();
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    long length = HttpUtil.getContentLength(request, 0L);
    boolean plain =
        authorization.startsWith(SCHEME)
            && length > 0
            && length <= cap.value()
            && JSON.contains(lowerCase(headers.get(HttpHeaderNames.CONTENT_TYPE, "")))
            && ANSWERED_WITH_JSON.contains(headers.get(HttpHeaderNames.ACCEPT, "*/*"))
            && FOR_OTHERS.stream().noneMatch(headers::contains);
    return plain
        ? FileId.parse(request.uri().substring(PATH.length()))
            .map(
                file ->
                    new AppendHead(
                        file,
                        authorization.substring(SCHEME.length()),
                        new ByteCount(length),
                        RequestIds.choose(headers.get(RequestIds.HEADER))))
        : Optional.empty();
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "append to %s (%s)".formatted(file, requestId);
  }
}
