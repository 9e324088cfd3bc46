package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.address.ClientAddresses;
import io.piecemeal.http.server.address.TrustedProxies;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What makes room for others counts while it is there, and no longer. */
class ConnectionsTest {

  private static final Duration SOME = Duration.ofMinutes(1);
  private static final int COSTLY = 2;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Connections connections = connections();

  /** Nobody looks for late heads here. */
  @SuppressWarnings("NullAway")
  private Connections connections() {
    ClientAddresses callers =
        new ClientAddresses(TrustedProxies.in(List.of()), new AllowedHosts(Set.of()));
    return new Connections(new ConnectionLimits(10, 10, COSTLY, SOME, SOME), null, callers, meters);
  }

  private Connection open(EmbeddedChannel channel) {
    Connection connection = connections.admit(channel);
    channel.pipeline().addFirst(connection);
    return connection;
  }

  @Test
  void connectionThatIsClosedAlreadyTakesNoPlaceOfThoseThatLinger() {
    for (int i = 0; i < 2 * COSTLY; i++) {
      EmbeddedChannel closed = new EmbeddedChannel();
      Connection connection = open(closed);
      closed.close().syncUninterruptibly();
      connection.linger();
    }
    EmbeddedChannel channel = new EmbeddedChannel();
    open(channel).linger();
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    assertThat(meters.find("piecemeal.connections.closed").counters()).isEmpty();
  }

  @Test
  void oneMoreThatLingersTakesThePlaceOfTheFirst() {
    List<EmbeddedChannel> channels =
        List.of(new EmbeddedChannel(), new EmbeddedChannel(), new EmbeddedChannel());
    channels.forEach(channel -> open(channel).linger());
    channels.forEach(EmbeddedChannel::runPendingTasks);
    assertThat(channels).extracting(EmbeddedChannel::isOpen).containsExactly(false, true, true);
  }
}
