package io.piecemeal.adapters.s3;

import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Two clients with connections of their own, so that slow readers leave writers theirs.
 *
 * @param once for what must not be sent twice
 * @param again for what may be
 */
record S3Clients(S3Client once, S3Client again) implements AutoCloseable {

  /** Many, since a download holds one for as long as its reader takes. */
  private static final int CONNECTIONS = 256;

  /** As many besides for those who read, as answers wait there that nobody reads yet. */
  private static final int READING = CONNECTIONS + Lookahead.MOST;

  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** What a read of an answer's body may take: see {@link RangeChannel}. */
  private static final Duration READ = Duration.ofSeconds(5);

  /** A put is answered only when it is durable. */
  private static final Duration WRITE = Duration.ofSeconds(12);

  /** Stores close what is idle after some 20 s, and a put must not meet that. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  private static final int TRIES = 3;

  static S3Clients of(S3Location location, AwsCredentialsProvider credentials) {
    return of(location, credentials, Function.identity());
  }

  /**
   * @param transport changes each of the two connections' ends, for tests
   */
  static S3Clients of(
      S3Location location,
      AwsCredentialsProvider credentials,
      Function<SdkHttpClient, SdkHttpClient> transport) {
    RetryStrategy retries =
        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(TRIES).build();
    return new S3Clients(
        client(
            location,
            credentials,
            transport.apply(http(CONNECTIONS, WRITE)),
            AwsRetryStrategy.doNotRetry()),
        client(location, credentials, transport.apply(http(READING, READ)), retries));
  }

  private static SdkHttpClient http(int connections, Duration answer) {
    return Apache5HttpClient.builder()
        .maxConnections(connections)
        .connectionTimeout(CONNECT)
        .connectionAcquisitionTimeout(READ)
        .socketTimeout(answer)
        .connectionMaxIdleTime(IDLE)
        .build();
  }

  /**
   * Bodies are sent as they are, not in signed pieces with checksums behind them, which only newer
   * stores understand. Without TLS the signature covers the digest of the body.
   */
  private static S3Client client(
      S3Location location,
      AwsCredentialsProvider credentials,
      SdkHttpClient http,
      RetryStrategy retries) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .forcePathStyle(location.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
            .overrideConfiguration(override -> override.retryStrategy(retries))
            .addPlugin(LegacyMd5Plugin.create());
    location.endpoint().ifPresent(builder::endpointOverride);
    location.region().map(Region::of).ifPresent(builder::region);
    if (location.endpoint().isPresent() && location.region().isEmpty()) {
      // Its name is part of the signature, and most stores call their only region so.
      builder.region(Region.US_EAST_1);
    }
    try {
      return builder.build();
    } catch (SdkException e) {
      throw S3Failures.translated("no client for " + location, e);
    }
  }

  @Override
  public void close() {
    try (once) {
      again.close();
    }
  }
}
