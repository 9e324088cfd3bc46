package io.piecemeal.adapters.s3;

import java.net.URI;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * One store for all tests of this process: an S3Proxy that keeps everything in memory, or the store
 * at the URL in {@code TEST_S3_ENDPOINT} with a bucket that is there, as the scripts in {@code
 * faults/stores} start one.
 */
final class LocalS3 {

  private static final Optional<String> OTHER =
      Optional.ofNullable(System.getenv("TEST_S3_ENDPOINT"));

  static final String BUCKET =
      OTHER.map(url -> required("TEST_S3_BUCKET")).orElse("piecemeal-test");

  private static final String ID = OTHER.map(url -> required("AWS_ACCESS_KEY_ID")).orElse("test");
  private static final String SECRET =
      OTHER.map(url -> required("AWS_SECRET_ACCESS_KEY")).orElse("secret");

  static final AwsCredentialsProvider CREDENTIALS = credentials(SECRET);

  private static final URI ENDPOINT = OTHER.map(URI::create).orElseGet(LocalS3::start);

  private LocalS3() {}

  static AwsCredentialsProvider credentials(String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, secret));
  }

  static URI endpoint() {
    return ENDPOINT;
  }

  private static String required(String variable) {
    return Optional.ofNullable(System.getenv(variable)).orElseThrow();
  }

  private static URI start() {
    TransientNio2BlobStore objects = new TransientNio2BlobStore();
    objects.createContainer(BUCKET);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return URI.create("http://127.0.0.1:" + server.getPort());
  }
}
