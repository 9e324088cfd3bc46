package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Requests to a store that are followed. */
final class FollowedTransportTest {

  @AutoClose private final S3Fixture fixture = new S3Fixture();
  private final List<String> followed = new CopyOnWriteArrayList<>();
  private final List<SdkHttpRequest> sent = new CopyOnWriteArrayList<>();

  /** Notes what becomes of a request. */
  private final class Noted implements StoreCalls.Call {
    private final StringBuilder what;

    Noted(String method) {
      what = new StringBuilder(method);
    }

    @Override
    public Map<String, String> fields() {
      return Map.of("traceparent", "00-1-2-01");
    }

    @Override
    public void answered(int status) {
      what.append(' ').append(status);
    }

    @Override
    public void failed(String failure) {
      what.append(' ').append(failure);
    }

    @Override
    public void close() {
      followed.add(what.toString());
    }
  }

  /** Sees what goes to the store. */
  private final class Wire implements SdkHttpClient {
    private final SdkHttpClient client;

    Wire(SdkHttpClient client) {
      this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      sent.add(request.httpRequest());
      return client.prepareRequest(request);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private Bucket bucket(FaultyTransport faults, Patience patience) {
    S3Clients clients =
        S3Clients.of(
            fixture.location,
            LocalS3.CREDENTIALS,
            http ->
                new FollowedTransport(
                    new Wire(faults.apply(http)), (method, host) -> new Noted(method)));
    return new Bucket(fixture.location, clients, patience);
  }

  @Test
  void theStoreIsToldOutsideOfTheSignature() {
    try (Bucket bucket = bucket(new FaultyTransport(), new Patience())) {
      assertThat(bucket.look("absent", bucket.deadline())).isEmpty();
      assertThat(bucket.names("", bucket.deadline())).isEmpty();
    }
    assertThat(followed).containsExactly("HEAD 404", "GET 200");
    assertThat(sent)
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.firstMatchingHeader("traceparent")).contains("00-1-2-01");
              assertThat(request.firstMatchingHeader("Authorization").orElseThrow())
                  .contains("SignedHeaders=")
                  .doesNotContain("traceparent");
            });
  }

  @Test
  void eachTryThatFailsIsFollowed() {
    FaultyTransport faults = new FaultyTransport();
    faults.fail(
        FaultyTransport.any(),
        request -> {
          throw new IOException("cut");
        });
    try (Bucket bucket = bucket(faults, S3Fixture.inAHurry())) {
      assertThatThrownBy(() -> bucket.look("x", bucket.deadline()))
          .isInstanceOf(StorageFailure.Unavailable.class);
    }
    assertThat(followed).hasSizeGreaterThan(1).containsOnly("HEAD IOException");
  }
}
