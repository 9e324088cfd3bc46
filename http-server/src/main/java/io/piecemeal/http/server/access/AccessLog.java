package io.piecemeal.http.server.access;

import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.security.authentication.Authentication;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.http.server.address.ClientAddresses;
import io.piecemeal.http.server.key.KnownCallers;
import io.piecemeal.http.server.route.Routes;
import io.piecemeal.http.server.trace.TraceFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * Writes a line for each request, if it is to. Who sent it is known only where its key is looked
 * up; from there it goes along with the answer, in a field that no caller sees.
 */
@ServerFilter("/**")
public final class AccessLog {

  /** Taken away from each answer before it is sent; an answer never gets it where no line is. */
  static final String OWNER = "x-piecemeal-access-owner";

  /** The same for the id of the key. */
  static final String KEY = "x-piecemeal-access-key";

  /** The same for the id of the trace. */
  static final String TRACE = "x-piecemeal-access-trace";

  private final AccessLines lines;
  private final ClientAddresses callers;
  private final BeanProvider<Routes> routes;

  /**
   * @param routes asked for with the first connection, since the routes are known only then
   */
  AccessLog(AccessLines lines, ClientAddresses callers, BeanProvider<Routes> routes) {
    this.lines = lines;
    this.callers = callers;
    this.routes = routes;
  }

  /** For the place in a connection's pipeline that sees every request and every answer. */
  public ChannelHandler newHandler() {
    return switch (lines) {
      case WRITTEN -> new AccessHandler(callers, routes.get());
      case LEFT_OUT -> new ChannelInboundHandlerAdapter();
    };
  }

  /** Says whose request this is the answer to, and in which trace; on the thread that made it. */
  public void note(Optional<Caller> caller, HttpResponse response) {
    if (lines == AccessLines.WRITTEN) {
      fields(caller, Optional.ofNullable(MDC.get(TraceFields.LOGGED)))
          .forEach(response.headers()::set);
    }
  }

  @ResponseFilter
  void note(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (lines == AccessLines.WRITTEN) {
      fields(
              request.getUserPrincipal(Authentication.class).map(KnownCallers::of),
              TraceFields.id(request))
          .forEach(response::header);
    }
  }

  private static Map<String, String> fields(Optional<Caller> caller, Optional<String> trace) {
    Map<String, String> fields = new HashMap<>();
    caller.ifPresent(
        known -> {
          fields.put(OWNER, known.owner().value());
          fields.put(KEY, known.credential().toString());
        });
    trace.ifPresent(id -> fields.put(TRACE, id));
    return fields;
  }
}
