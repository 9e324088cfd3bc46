package io.piecemeal.http.server.request;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.MediaType;
import io.micronaut.http.netty.NettyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.problem.BodyProblems;
import io.piecemeal.http.server.problem.NegotiationProblems;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.UnknownNames;
import io.piecemeal.http.server.trace.RequestIds;
import java.util.List;
import java.util.Optional;

/**
 * The head of a request that brings JSON, past the framework's router. It is judged as the
 * framework and its filters judge those that are routed.
 */
public final class JsonHead {

  private static final String SCHEME = "Bearer ";

  private final QueryStringDecoder target;
  private final List<MediaType> answers;
  private final NettyHttpHeaders headers;
  private final String requestId;

  /**
   * @param target of the request
   * @param answers the types that its answer may have
   */
  public JsonHead(HttpRequest request, QueryStringDecoder target, List<MediaType> answers) {
    this.target = target;
    this.answers = answers;
    this.headers = new NettyHttpHeaders(request.headers(), ConversionService.SHARED);
    this.requestId = RequestIds.choose(headers.get(RequestIds.HEADER));
  }

  /** The id that the answer and the log carry. */
  public String requestId() {
    return requestId;
  }

  /** The header that a key is expected in. */
  public Optional<String> authorization() {
    return headers.getAuthorization();
  }

  /** What is presented as an API key. */
  public Optional<String> token() {
    return authorization()
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()));
  }

  /** How many bytes the body has, where the sender said so. */
  public Optional<ByteCount> announced() {
    return headers.contentLength().isPresent()
        ? Optional.of(new ByteCount(headers.contentLength().getAsLong()))
        : Optional.empty();
  }

  /** Where the request was sent to, as its first line says. */
  public String target() {
    return target.uri();
  }

  /** What a field says that is there once at most. */
  public Optional<String> field(String name) {
    return headers.findFirst(name);
  }

  /** The types that the sender takes, the best first; empty if it takes any. */
  public List<MediaType> accepted() {
    return headers.accept();
  }

  /** Whether both sides speak JSON. Where they do not, that is told before who calls is asked. */
  public boolean isNegotiated() {
    return bringsJson() && takesAnswer();
  }

  /**
   * Checks what the head says of the body and the answer.
   *
   * @param cap the most bytes that the body may have
   * @param forms the path that takes forms, for those who send one here
   * @throws RequestRejected with the first fault
   */
  public void requireForm(ByteCount cap, String forms) {
    BodyForm.require(headers, cap);
    if (!bringsJson()) {
      throw new RequestRejected(NegotiationProblems.unsupportedType(forms));
    }
    if (!takesAnswer()) {
      throw new RequestRejected(NegotiationProblems.notAcceptable());
    }
  }

  /**
   * Checks that all members are in a body, which has to be there.
   *
   * @throws RequestRejected if there is a query, or no body
   */
  public void requireOneObject() {
    for (String name : target.parameters().keySet()) {
      throw UnknownNames.refuse(
          "Members go into the JSON body; the query has a parameter", name, List.of());
    }
    boolean hasBody =
        headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
            || headers.contentLength().orElse(0) > 0;
    if (!hasBody) {
      throw new RequestRejected(BodyProblems.absent());
    }
  }

  private boolean bringsJson() {
    return headers.contentType().map(MediaType.APPLICATION_JSON_TYPE::equals).orElse(true);
  }

  private boolean takesAnswer() {
    List<MediaType> accepted = headers.accept();
    return accepted.isEmpty()
        || accepted.contains(MediaType.ALL_TYPE)
        || answers.stream().anyMatch(accepted::contains);
  }
}
