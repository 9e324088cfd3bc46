package io.piecemeal.bootstrap.cli;

import io.piecemeal.bootstrap.settings.ServiceUrl;
import io.piecemeal.bootstrap.settings.Setting;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.SettingsOptions;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.bootstrap.wiring.PiecemealService;
import io.piecemeal.embedded.postgres.RunningPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The service that {@code mcp} is a bridge to.
 *
 * @param url without a slash at its end
 * @param key a secret
 */
record BridgeTarget(URI url, String key) {

  private static final String KEY = "PIECEMEAL_KEY";
  private static final URI DEFAULT_URL = URI.create("http://127.0.0.1:8080");
  private static final String OWNER = "default";
  private static final int MAX_KEY = 4096;
  private static final int KEY_BYTES = 32;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  /** Never with the key. */
  @Override
  public String toString() {
    return url.toString();
  }

  /**
   * A service that runs; empty where neither its URL nor a key is given.
   *
   * @param url may end with the path of the protocol
   */
  static Optional<BridgeTarget> named(
      String url, Optional<Path> keyFile, Map<String, String> environment) {
    Optional<String> key =
        keyFile
            .map(BridgeTarget::read)
            .or(() -> Optional.of(environment.getOrDefault(KEY, "")))
            .map(String::strip)
            .filter(text -> !text.isEmpty());
    Optional<URI> address = address(url);
    if (key.isEmpty() && address.isPresent()) {
      throw new StartupException(
          "no key for %s: put it into %s, or into a file and name that with %s"
              .formatted(address.get(), KEY, Setting.name("--key-file")));
    }
    return key.map(
        text ->
            new BridgeTarget(
                address.orElse(DEFAULT_URL), visible(text.replaceFirst("^Bearer +", ""))));
  }

  private static Optional<URI> address(String url) {
    try {
      return Setting.read("--url", url.strip().replaceFirst("/mcp/?$", ""), ServiceUrl::parse);
    } catch (IllegalArgumentException e) {
      throw new StartupException(e.getMessage() + "; see piecemeal mcp --help", e);
    }
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String key = new String(in.readNBytes(MAX_KEY), StandardCharsets.UTF_8).strip();
      if (key.isEmpty()) {
        throw new StartupException("%s, the file of the key, is empty".formatted(file));
      }
      return key;
    } catch (IOException e) {
      throw new StartupException("cannot read %s, the file of the key: %s".formatted(file, e), e);
    }
  }

  private static String visible(String key) {
    if (!VISIBLE.matcher(key).matches()) {
      throw new StartupException(
          "the key has characters that no key has: is it one alone, as it was printed?");
    }
    return key;
  }

  /**
   * A service that ends with this process, on any free port of this machine. Its key is good for
   * nothing else and is kept nowhere.
   */
  static BridgeTarget started(StoreOptions store, Map<String, String> environment) {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    String key = HexFormat.of().formatHex(secret);
    Map<String, String> own = new HashMap<>(environment);
    own.remove(SettingsOptions.API_KEYS_FILE);
    own.put(SettingsOptions.API_KEYS, OWNER + "=" + key);
    List<String> arguments = new ArrayList<>(store.arguments());
    arguments.addAll(
        List.of("--host=127.0.0.1", "--port=0", "--tls-cert=", "--tls-key=", "--http2=false"));
    Settings settings = SettingsOptions.parse(arguments, own);
    requireUnused(settings);
    PiecemealService running = PiecemealService.start(settings);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(running::close));
    return new BridgeTarget(URI.create("http://127.0.0.1:" + running.port()), key);
  }

  private static void requireUnused(Settings settings) {
    Path database = settings.dataDirectory().resolve("postgres");
    if (settings.database().isEmpty() && RunningPostgres.find(database).isPresent()) {
      throw new StartupException(
          ("a service runs on %s already: give its URL with %s and a key in %s ('./piecemeal keys"
                  + " create' makes one), or another directory with %s")
              .formatted(
                  settings.dataDirectory(),
                  Setting.name("--url"),
                  KEY,
                  Setting.name("--data-dir")));
    }
  }
}
