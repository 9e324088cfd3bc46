package io.piecemeal.s3.server;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * S3Proxy with one bucket, on a folder and a port of 127.0.0.1. Who may use it is in {@code
 * AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}. Nothing is synced: what it keeps survives
 * its own end, and no power cut.
 */
public final class Main {

  private Main() {}

  /** Serves until the process is ended; the arguments are the folder, the bucket and the port. */
  @SuppressWarnings("SystemOut")
  public static void main(String... args) throws Exception {
    FilesystemNio2BlobStore objects = new FilesystemNio2BlobStore(args[0]);
    var _ = objects.createContainer(args[1]);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:" + args[2]))
            .awsAuthentication(
                AuthenticationType.AWS_V4,
                System.getenv("AWS_ACCESS_KEY_ID"),
                System.getenv("AWS_SECRET_ACCESS_KEY"))
            .build();
    server.start();
    System.out.println("The object store is ready on port " + server.getPort());
  }
}
