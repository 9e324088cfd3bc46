package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.s3.S3Location;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where chunks are, if not in the data directory. */
final class ObjectStoreOptions {

  static final String CHUNK_STORE = "--chunk-store";
  private static final String PLUGINS = "--plugins";
  private static final String ENDPOINT = "--s3-endpoint";
  private static final String REGION = "--s3-region";
  private static final String PATH_STYLE = "--s3-path-style";

  @Option(
      names = CHUNK_STORE,
      paramLabel = "URL",
      description =
          "s3://bucket/prefix to keep chunks in a store that speaks S3, for nodes that share no"
              + " disk; credentials are found as the AWS SDK does; or the address of a store from"
              + " --plugins (PIECEMEAL_CHUNK_STORE, default the data directory)")
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

  @Option(
      names = PLUGINS,
      paramLabel = "DIR",
      description =
          "A folder with jars of stores and dialects that are not in the box (PIECEMEAL_PLUGINS, default none)")
  private String plugins = "";

  /** Where jars of stores are. */
  Optional<Path> plugins() {
    return Optional.of(plugins)
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).toAbsolutePath().normalize());
  }

  /**
   * The address of a store that is not in the box; empty for the others.
   *
   * @throws IllegalArgumentException if it is no address, or holds a password
   */
  Optional<URI> plugged() {
    return chunkStore.isBlank() || isBucket()
        ? Optional.empty()
        : Optional.of(Setting.read(CHUNK_STORE, chunkStore, ObjectStoreOptions::address));
  }

  private static URI address(String text) {
    URI address =
        uri(
            text,
            "it has to be like s3://bucket/prefix, or begin with the scheme of a store from "
                + Setting.name(PLUGINS));
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "it is shown in logs: a user and a password are not for it");
    }
    return address;
  }

  /**
   * Reads what has a scheme.
   *
   * @param like what to say of text that is none
   */
  private static URI uri(String text, String like) {
    try {
      URI read = new URI(text.strip());
      if (read.getScheme() != null) {
        return read;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(like, e);
    }
    throw new IllegalArgumentException(like);
  }

  private boolean isBucket() {
    return chunkStore.strip().startsWith("s3:");
  }

  /**
   * The bucket; empty if chunks are elsewhere.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  Optional<S3Location> location() {
    if (!isBucket()) {
      Optional<URI> _ = plugged();
      if (!endpoint.isBlank() || !region.isBlank() || pathStyle) {
        throw new IllegalArgumentException(
            "%s is %s, but %s, %s or %s is: set it, or unset these"
                .formatted(
                    Setting.name(CHUNK_STORE),
                    chunkStore.isBlank() ? "not set" : "not a bucket",
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
                    uri(text, "it has to be like s3://bucket/prefix"),
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
    add(PLUGINS, plugins, arguments);
    return arguments;
  }

  private static void add(String option, String value, List<String> arguments) {
    if (!value.isBlank()) {
      arguments.add(option + "=" + value);
    }
  }
}
