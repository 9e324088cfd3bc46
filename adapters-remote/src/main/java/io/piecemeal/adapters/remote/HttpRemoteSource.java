package io.piecemeal.adapters.remote;

import io.piecemeal.application.port.out.RemoteSource;
import io.piecemeal.application.port.out.SourceFailure;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.outbound.Fetched;
import io.piecemeal.outbound.OutboundClient;
import io.piecemeal.outbound.OutboundException;
import io.piecemeal.outbound.OutboundPolicy;
import io.piecemeal.outbound.TargetUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches from the hosts that the operator named, and from no address that is not for callers.
 * Follows redirects itself, since each leads to a URL that has to be checked as the first was.
 */
public final class HttpRemoteSource implements RemoteSource {

  static final int MOST_REDIRECTS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(HttpRemoteSource.class);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final OutboundClient client;
  private final OutboundPolicy policy;
  private final ImportHosts hosts;

  /**
   * @param client by the same policy
   */
  public HttpRemoteSource(OutboundClient client, OutboundPolicy policy, ImportHosts hosts) {
    this.client = client;
    this.policy = policy;
    this.hosts = hosts;
  }

  @Override
  public Optional<String> refusal(String url) {
    try {
      return refusal(TargetUrl.parse(url));
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> refusal(TargetUrl url) {
    if (!hosts.contain(url.host())) {
      return Optional.of("its host is not among those that the operator of this service named");
    }
    return url.isSecure() || policy.names(url)
        ? Optional.empty()
        : Optional.of("it does not begin with https");
  }

  @Override
  public Content open(Request request) throws SourceFailure {
    long end = System.nanoTime() + request.patience().toNanos();
    if (request.rest().isPresent()) {
      Rest rest = request.rest().get();
      Fetched fetched = follow(request.url(), fieldsFor(rest), end);
      Optional<Content> content = RemoteContent.ofRest(fetched, rest);
      if (content.isPresent()) {
        return content.get();
      }
      // It has no such rest, or gives another: then all of it tells what is there.
      fetched.close();
    }
    return RemoteContent.ofWhole(follow(request.url(), fields(), end));
  }

  private static Map<String, String> fields() {
    return Map.of("Accept", "*/*", "Accept-Encoding", "identity", "User-Agent", "Piecemeal");
  }

  private static Map<String, String> fieldsFor(Rest rest) {
    Map<String, String> fields = new HashMap<>(fields());
    fields.put("Range", "bytes=%s-".formatted(rest.start()));
    fields.put("If-Range", rest.version());
    return fields;
  }

  private Fetched follow(String url, Map<String, String> fields, long end) throws SourceFailure {
    TargetUrl at = parsed(url);
    for (int redirects = 0; ; redirects++) {
      Fetched fetched = get(at, fields, end);
      if (!REDIRECTS.contains(fetched.status())) {
        return fetched;
      }
      Optional<String> location = fetched.field("Location");
      fetched.close();
      if (redirects == MOST_REDIRECTS) {
        throw new SourceFailure(SourceTrouble.REDIRECTED_TOO_OFTEN);
      }
      at = next(at, location);
    }
  }

  /** Checks the URL again: the caller need not have asked {@link #refusal} before. */
  private TargetUrl parsed(String url) throws SourceFailure {
    if (refusal(url).isPresent()) {
      throw new SourceFailure(SourceTrouble.UNREACHABLE);
    }
    return TargetUrl.parse(url);
  }

  private TargetUrl next(TargetUrl at, Optional<String> location) throws SourceFailure {
    try {
      TargetUrl next =
          at.resolve(location.orElseThrow(() -> new SourceFailure(SourceTrouble.OTHER_ANSWER)));
      if (refusal(next).isEmpty()) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(SourceTrouble.REDIRECTED_ASIDE, e);
    }
    throw new SourceFailure(SourceTrouble.REDIRECTED_ASIDE);
  }

  private Fetched get(TargetUrl url, Map<String, String> fields, long end) throws SourceFailure {
    Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    try {
      return client.get(url, fields, left);
    } catch (OutboundException e) {
      // The reason is for operators: to callers all of these are one.
      LOG.debug("a source cannot be fetched: {}", e.getMessage());
      throw new SourceFailure(SourceTrouble.UNREACHABLE, e);
    }
  }
}
