package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.StorageFailure;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What is wrong with a bucket is told at the start. */
final class StartCheckTest {

  /** Longer than any test lasts: what is refused must not wait for it. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @AutoClose private final S3Fixture fixture = new S3Fixture();
  private final FaultyTransport transport = fixture.transport;
  private final S3ChunkStore store = fixture.node();

  @Test
  void aBucketThatCanBeUsedPassesAndNothingIsLeft() {
    store.requireUsable(Duration.ZERO);

    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void eachRightThatIsMissingIsNamed() {
    assertRefused(FaultyTransport.of(SdkHttpMethod.HEAD), "the bucket cannot be looked at");
    assertRefused(FaultyTransport.of(SdkHttpMethod.PUT), "cannot put an object");
    assertRefused(isGet(false), "cannot get an object");
    assertRefused(isGet(true), "cannot list objects");
    assertRefused(FaultyTransport.of(SdkHttpMethod.DELETE), "cannot delete an object");
    assertRefused(FaultyTransport.of(SdkHttpMethod.POST), "cannot delete objects");
  }

  @Test
  void aRefusalSaysWhichRightsAndCredentialsToLookAt() {
    assertRefused(FaultyTransport.of(SdkHttpMethod.HEAD), "AWS_ACCESS_KEY_ID");
    assertRefused(FaultyTransport.of(SdkHttpMethod.PUT), "s3:PutObject");
    transport.fail(FaultyTransport.of(SdkHttpMethod.HEAD), FaultyTransport.answer(403, ""));
    assertThatThrownBy(() -> store.requireUsable(PATIENCE)).hasMessageNotContaining("null");
  }

  private void assertRefused(Predicate<SdkHttpRequest> requests, String message) {
    transport.fail(requests, FaultyTransport.answer(403, "AccessDenied"));
    assertUnavailable(() -> store.requireUsable(PATIENCE), message);
  }

  private static Predicate<SdkHttpRequest> isGet(boolean ofList) {
    return request ->
        request.method() == SdkHttpMethod.GET
            && ofList == request.rawQueryParameters().containsKey("list-type");
  }

  @Test
  void aStoreThatCannotBeReachedOrCannotServeYetIsTriedAgain() {
    Predicate<SdkHttpRequest> put = FaultyTransport.of(SdkHttpMethod.PUT);
    transport.fail(put, 1, FaultyTransport.answer(503, "ServiceUnavailable"));
    store.requireUsable(PATIENCE);
    transport.fail(
        put,
        1,
        _ -> {
          throw new ConnectException("injected");
        });
    store.requireUsable(PATIENCE);

    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void aStoreIsTriedOnceWherePatienceIsZero() {
    transport.fail(FaultyTransport.any(), FaultyTransport.answer(503, "ServiceUnavailable"));

    assertUnavailable(() -> store.requireUsable(Duration.ZERO), "503");
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    transport.fail(FaultyTransport.any(), FaultyTransport.answer(503, "ServiceUnavailable"));
    Thread.currentThread().interrupt();

    assertUnavailable(() -> store.requireUsable(PATIENCE), "");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aBucketThatIsNotThereIsNamedAsTheCause() {
    transport.fail(FaultyTransport.of(SdkHttpMethod.HEAD), FaultyTransport.answer(404, ""));

    assertUnavailable(() -> store.requireUsable(PATIENCE), "no such bucket");
  }

  @Test
  void clocksThatDifferAreNamedAsTheCause() {
    transport.letTimePass(Duration.ofMinutes(6));

    assertUnavailable(() -> store.requireUsable(PATIENCE), "clock");
  }

  @Test
  void aStoreThatKeepsNoMetadataIsRefused() {
    transport.fail(FaultyTransport.of(SdkHttpMethod.HEAD), FaultyTransport.withoutMetadata());

    assertUnavailable(() -> store.requireUsable(PATIENCE), "does not keep metadata");
  }

  private static void assertUnavailable(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageFailure.Unavailable.class)
        .hasMessageContaining(message);
  }

  @Test
  void aLocationIsABucketAndPerhapsAPrefix() {
    S3Location bare = location("s3://bucket");
    assertThat(bare.name("x/y")).isEqualTo("x/y");
    assertThat(bare.local("x/y")).isEqualTo("x/y");
    assertThat(location("s3://bucket/")).isEqualTo(bare);

    S3Location deep = location("s3://bucket/a/b/");
    assertThat(deep.name("x")).isEqualTo("a/b/x");
    assertThat(deep.local("a/b/x")).isEqualTo("x");
    assertThat(deep).hasToString("s3://bucket/a/b");

    for (String wrong : new String[] {"bucket", "https://bucket/x", "s3:bucket", "s3://b?x"}) {
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> location(wrong));
    }
  }

  private static S3Location location(String uri) {
    return S3Location.of(URI.create(uri), Optional.empty(), Optional.empty(), false);
  }
}
