package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.s3.S3Location;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where chunks are, if not in the data directory. */
final class ObjectStoreOptions {

  static final String CHUNK_STORE = "--chunk-store";
  private static final String ENDPOINT = "--s3-endpoint";
  private static final String REGION = "--s3-region";
  private static final String PATH_STYLE = "--s3-path-style";

  @Option(
      names = CHUNK_STORE,
      paramLabel = "URL",
      description =
          "s3://bucket/prefix to keep chunks in a store that speaks S3, for nodes that share no"
              + " disk; credentials are found as the AWS SDK does (PIECEMEAL_CHUNK_STORE, default"
              + " the data directory)")
  private String chunkStore = "";

  @Option(
      names = ENDPOINT,
      paramLabel = "URL",
      description =
          "Address of a store other than AWS (PIECEMEAL_S3_ENDPOINT, default that of AWS)")
  private String endpoint = "";

  @Option(
      names = REGION,
      paramLabel = "NAME",
      description =
          "Its region (PIECEMEAL_S3_REGION, default as the AWS SDK finds it, or us-east-1 with"
              + " --s3-endpoint)")
  private String region = "";

  @Option(
      names = PATH_STYLE,
      arity = "1",
      paramLabel = "BOOLEAN",
      defaultValue = "false",
      description =
          "true if the bucket is named in the path and not in the host's name"
              + " (PIECEMEAL_S3_PATH_STYLE, default false)")
  private boolean pathStyle;

  /**
   * The bucket; empty if chunks are in the data directory.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  Optional<S3Location> location() {
    if (chunkStore.isBlank()) {
      if (!endpoint.isBlank() || !region.isBlank() || pathStyle) {
        throw new IllegalArgumentException(
            "%s is not set, but %s, %s or %s is: set it, or unset these"
                .formatted(
                    Setting.name(CHUNK_STORE),
                    Setting.name(ENDPOINT),
                    Setting.name(REGION),
                    Setting.name(PATH_STYLE)));
      }
      return Optional.empty();
    }
    Optional<URI> address = Setting.read(ENDPOINT, endpoint, ServiceUrl::parse);
    return Optional.of(
        Setting.read(
            CHUNK_STORE,
            chunkStore,
            text ->
                S3Location.of(
                    URI.create(text),
                    address,
                    Optional.of(region).filter(name -> !name.isBlank()),
                    pathStyle)));
  }

  /** These options, as arguments. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(PATH_STYLE + "=" + pathStyle));
    add(CHUNK_STORE, chunkStore, arguments);
    add(ENDPOINT, endpoint, arguments);
    add(REGION, region, arguments);
    return arguments;
  }

  private static void add(String option, String value, List<String> arguments) {
    if (!value.isBlank()) {
      arguments.add(option + "=" + value);
    }
  }
}
