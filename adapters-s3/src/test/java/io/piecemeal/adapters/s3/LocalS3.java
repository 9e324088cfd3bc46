package io.piecemeal.adapters.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** One S3Proxy for all tests of this process, which keeps everything in memory. */
final class LocalS3 {

  static final String BUCKET = "piecemeal-test";

  private static final String ID = "test";
  private static final String SECRET = "secret";

  static final AwsCredentialsProvider CREDENTIALS = credentials(SECRET);

  private static final URI ENDPOINT = start();

  private LocalS3() {}

  static AwsCredentialsProvider credentials(String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, secret));
  }

  static URI endpoint() {
    return ENDPOINT;
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
