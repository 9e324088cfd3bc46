package io.piecemeal.adapters.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Properties;

/** What is packaged with the service. */
final class Resources {

  private Resources() {}

  static Optional<byte[]> find(String path) {
    try (InputStream in = Resources.class.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String path) {
    return find(path).orElseThrow(() -> new IllegalStateException("not packaged: " + path));
  }

  static String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /** The version of an artifact on the class path, as it says itself. */
  static String artifactVersion(String group, String name) {
    Properties artifact = new Properties();
    try {
      artifact.load(
          new StringReader(text("/META-INF/maven/%s/%s/pom.properties".formatted(group, name))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return artifact.getProperty("version");
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
