package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;

/**
 * The PostgreSQL binaries that this build carries for one platform.
 *
 * @param resource a tar, compressed with xz, on the class path
 * @param version of PostgreSQL, like {@code 18.6.0}
 */
record BinariesArchive(String resource, String version) {

  static BinariesArchive forThisMachine() throws IOException {
    return forPlatform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static BinariesArchive forPlatform(String system, String architecture) throws IOException {
    String platform = system.toLowerCase(Locale.ROOT) + "/" + architecture;
    String resource =
        switch (platform) {
          case "linux/amd64", "linux/x86_64" -> "/postgres-linux-x86_64.txz";
          case "linux/aarch64", "linux/arm64" -> "/postgres-linux-arm_64.txz";
          default ->
              throw new EmbeddedPostgresException(
                  "There is no embedded PostgreSQL for %s: set PIECEMEAL_DATABASE_URL to a PostgreSQL server"
                      .formatted(platform));
        };
    return new BinariesArchive(resource, bundledVersion());
  }

  String majorVersion() {
    return version.substring(0, version.indexOf('.'));
  }

  InputStream open() {
    InputStream archive = BinariesArchive.class.getResourceAsStream(resource);
    if (archive == null) {
      throw new EmbeddedPostgresException(
          "This build lacks %s: take a build for this platform, or set PIECEMEAL_DATABASE_URL to a PostgreSQL server"
              .formatted(resource));
    }
    return archive;
  }

  private static String bundledVersion() throws IOException {
    try (InputStream text = BinariesArchive.class.getResourceAsStream("binaries.properties")) {
      Properties properties = new Properties();
      properties.load(text);
      return properties.getProperty("version");
    }
  }
}
