package io.piecemeal.adapters.s3;

import java.net.URI;
import java.util.Optional;

/**
 * Where a store is. Credentials are found by the SDK's own chain: environment, profile, the
 * machine's role.
 *
 * @param bucket exists
 * @param prefix all names in the bucket begin with it and a slash; empty for none
 * @param endpoint of a store other than AWS
 * @param region empty to ask the SDK's own chain, or for a store that has none
 * @param pathStyle whether the bucket's name is part of the path and not of the host's name
 */
public record S3Location(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle) {

  private static final String SCHEME = "s3";

  /**
   * @param uri like {@code s3://bucket} or {@code s3://bucket/a/prefix}
   * @throws IllegalArgumentException if it is not
   */
  public static S3Location of(
      URI uri, Optional<URI> endpoint, Optional<String> region, boolean pathStyle) {
    String bucket = uri.getAuthority();
    if (!SCHEME.equals(uri.getScheme()) || bucket == null || uri.getQuery() != null) {
      throw new IllegalArgumentException("has to be like s3://bucket/prefix");
    }
    String prefix = uri.getPath().replaceAll("^/+|/+$", "");
    return new S3Location(bucket, prefix, endpoint, region, pathStyle);
  }

  /** The name in the bucket of something of this store. */
  String name(String local) {
    return prefix.isEmpty() ? local : prefix + "/" + local;
  }

  /** What {@link #name} was given. */
  String local(String name) {
    return prefix.isEmpty() ? name : name.substring(prefix.length() + 1);
  }

  @Override
  public String toString() {
    return prefix.isEmpty() ? "s3://" + bucket : "s3://%s/%s".formatted(bucket, prefix);
  }
}
