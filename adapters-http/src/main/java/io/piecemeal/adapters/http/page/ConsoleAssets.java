package io.piecemeal.adapters.http.page;

import io.micronaut.http.MediaType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the console is made of, by name: its own scripts and styles, those of the client for
 * browsers, and those of its libraries as their makers package them. Each is read when it is first
 * asked for, and kept outside of the heap.
 */
@Singleton
final class ConsoleAssets {

  /** A name has no slash, so that it leads nowhere but into the folder. */
  private static final Pattern OURS = Pattern.compile("[a-z0-9-]{1,40}\\.(js|css|svg|txt)");

  private static final Map<String, MediaType> TYPES =
      Map.of(
          "js", MediaType.of("text/javascript; charset=utf-8"),
          "css", MediaType.of("text/css; charset=utf-8"),
          "svg", MediaType.of("image/svg+xml"),
          "txt", MediaType.of("text/plain; charset=utf-8"));

  /** By the names under which they import each other, and the page imports them. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "lit-html.js", webJar("lit-html") + "lit-html.js",
          "is-server.js", webJar("lit-html") + "is-server.js",
          "lit-element.js", webJar("lit-element") + "lit-element.js",
          "reactive-element.js", webJar("lit__reactive-element") + "reactive-element.js",
          "css-tag.js", webJar("lit__reactive-element") + "css-tag.js",
          "lit-license.txt", webJar("lit-html") + "LICENSE",
          "qr-creator.js", webJar("qr-creator") + "dist/qr-creator.es6.min.js",
          "qr-creator-license.txt", webJar("qr-creator") + "LICENSE");

  private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

  /**
   * One that is to be sent.
   *
   * @param bytes not to be changed
   * @param tag the entity tag, which tells its bytes
   */
  record Asset(MediaType type, ByteBuf bytes, String tag) {}

  /**
   * @throws RequestRejected if there is none of this name
   */
  Asset find(String name) {
    Asset known = loaded.get(name);
    return known != null ? known : load(name);
  }

  private Asset load(String name) {
    Matcher own = OURS.matcher(name);
    if (!own.matches()) {
      throw missing();
    }
    byte[] bytes =
        Resources.find(LIBRARIES.getOrDefault(name, "/console/" + name))
            .or(() -> Resources.find("/piecemeal-client/" + name))
            .orElseThrow(ConsoleAssets::missing);
    ByteBuf kept = Unpooled.directBuffer(bytes.length, bytes.length).writeBytes(bytes).asReadOnly();
    String tag = '"' + HexFormat.of().formatHex(Resources.sha256(bytes), 0, 16) + '"';
    Asset asset = new Asset(Optional.ofNullable(TYPES.get(own.group(1))).orElseThrow(), kept, tag);
    return Optional.ofNullable(loaded.putIfAbsent(name, asset)).orElse(asset);
  }

  private static RequestRejected missing() {
    return new RequestRejected(Problem.of(ProblemKind.NOT_FOUND, "There is no such path."));
  }

  private static String webJar(String name) {
    String version = Resources.artifactVersion("org.webjars.npm", name);
    return "/META-INF/resources/webjars/%s/%s/".formatted(name, version);
  }
}
