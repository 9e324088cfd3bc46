package io.piecemeal.bootstrap.sight;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What was built. */
public final class Build {

  private static final String VERSION = load().getProperty("version");

  private Build() {}

  /** The version of the service. */
  public static String version() {
    return VERSION;
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("/piecemeal-build.properties")) {
      if (in == null) {
        throw new IllegalStateException("piecemeal-build.properties is missing");
      }
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
