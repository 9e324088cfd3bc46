package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.JobLeases;
import io.piecemeal.application.port.out.JobLeases.Job;
import io.piecemeal.domain.storage.NodeId;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link JobLeases} does. */
public abstract class JobLeasesContract {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final NodeId ONE = new NodeId(new UUID(0, 1));
  private static final NodeId OTHER = new NodeId(new UUID(0, 2));

  private JobLeases leases;

  protected JobLeasesContract() {}

  /** Of a ledger that is new; called before each test. */
  protected abstract JobLeases newLeases();

  /** Makes everything that the ledger knows this much older. */
  protected abstract void letTimePass(Duration time);

  /** Of a ledger that cannot be reached. */
  protected Optional<JobLeases> unreachable() {
    return Optional.empty();
  }

  @BeforeEach
  final void start() {
    leases = newLeases();
  }

  @Test
  final void oneNodeHasAJobUntilItsLeaseIsOver() {
    assertThat(leases.hold(Job.COLLECT, ONE, LEASE)).isTrue();
    assertThat(leases.hold(Job.COLLECT, OTHER, LEASE)).isFalse();

    letTimePass(LEASE.minusSeconds(10));
    assertThat(leases.hold(Job.COLLECT, OTHER, LEASE)).isFalse();
    letTimePass(Duration.ofSeconds(10));
    assertThat(leases.hold(Job.COLLECT, OTHER, LEASE)).isTrue();
    assertThat(leases.hold(Job.COLLECT, ONE, LEASE)).as("after it passed on").isFalse();
  }

  @Test
  final void theNodeThatHasItRenewsItFromNowOn() {
    leases.hold(Job.COLLECT, ONE, LEASE);
    letTimePass(LEASE.minusSeconds(10));
    assertThat(leases.hold(Job.COLLECT, ONE, LEASE)).isTrue();

    letTimePass(LEASE.minusSeconds(10));
    assertThat(leases.hold(Job.COLLECT, OTHER, LEASE)).isFalse();
  }

  @Test
  final void jobsAreHeldEachForItself() {
    leases.hold(Job.COLLECT, ONE, LEASE);

    assertThat(leases.hold(Job.SCRUB, OTHER, LEASE)).isTrue();
  }

  @Test
  final void whatIsGivenBackIsTakenAtOnceAndOthersCannotGiveItBack() {
    leases.release(Job.COLLECT, ONE);
    leases.hold(Job.COLLECT, ONE, LEASE);
    leases.release(Job.COLLECT, OTHER);
    assertThat(leases.hold(Job.COLLECT, OTHER, LEASE)).isFalse();

    leases.release(Job.COLLECT, ONE);
    assertThat(leases.hold(Job.COLLECT, OTHER, LEASE)).isTrue();
  }

  @Test
  final void ofNodesThatComeTogetherOneGetsIt() {
    List<Boolean> held =
        Race.run(8, lane -> leases.hold(Job.SCRUB, new NodeId(new UUID(1, lane)), LEASE));

    assertThat(held).filteredOn(Boolean::booleanValue).hasSize(1);
  }

  @Test
  final void aLedgerThatCannotBeReachedIsNoLeaseOfAnother() {
    JobLeases unreachable =
        Offer.of(unreachable(), "this fixture has no ledger that cannot be reached");

    assertThatThrownBy(() -> unreachable.hold(Job.SCRUB, ONE, LEASE))
        .isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> unreachable.release(Job.SCRUB, ONE))
        .isInstanceOf(StorageFailure.class);
  }
}
