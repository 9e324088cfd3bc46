package io.piecemeal.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name once and checks all its addresses; the client connects to those that this
 * returns, so nobody can give another answer between check and use.
 */
final class CheckedResolver implements DnsResolver, AutoCloseable {

  /** Look-ups cannot be broken off; so many may hang in the system's resolver. */
  private static final int MOST_AT_ONCE = 64;

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final OutboundPolicy policy;
  private final NameLookup names;
  private final Duration patience;
  private final ThreadPoolExecutor threads;

  CheckedResolver(OutboundPolicy policy, NameLookup names, Duration patience) {
    this.policy = policy;
    this.names = names;
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("outbound-names-", 0).factory());
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    String name = host.toLowerCase(Locale.ROOT);
    InetAddress[] addresses = lookUp(name);
    for (InetAddress address : addresses) {
      if (!policy.admits(name, address)) {
        throw new RefusedAddressException();
      }
    }
    return addresses;
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    Future<InetAddress[]> found;
    try {
      found = threads.submit(() -> names.lookUp(host));
    } catch (RejectedExecutionException e) {
      throw unknown("too many names are being resolved", e);
    }
    try {
      return found.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unknown("the host has no address", e);
    } catch (TimeoutException e) {
      found.cancel(true);
      throw unknown("the name of the host was not resolved in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown("interrupted", e);
    }
  }

  private static UnknownHostException unknown(String message, Exception cause) {
    UnknownHostException unknown = new UnknownHostException(message);
    unknown.initCause(cause);
    return unknown;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
