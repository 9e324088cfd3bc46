package io.piecemeal.oidc;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** An issuer on this machine that publishes what a test says, and counts who asks. */
final class IssuerServer implements AutoCloseable {

  static final String AUDIENCE = "https://files.example.org/mcp";

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile List<PublicJsonWebKey> keys = List.of();
  private volatile String name = "";
  private final Map<String, String> more = new ConcurrentHashMap<>();
  private volatile int status = 200;
  private volatile boolean stalls;

  IssuerServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    name = url();
    server.createContext(
        "/",
        exchange -> {
          String answer = exchange.getRequestURI().getPath().equals("/keys") ? keys() : metadata();
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          if (stalls) {
            exchange.getResponseBody().write(body, 0, 1);
            exchange.getResponseBody().flush();
            return;
          }
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private String metadata() {
    Map<String, Object> metadata = new HashMap<>(more);
    metadata.put("issuer", name);
    metadata.put("jwks_uri", url() + "/keys");
    return JsonUtil.toJson(metadata);
  }

  private String keys() {
    asked.incrementAndGet();
    return new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void publish(PublicJsonWebKey... published) {
    keys = List.of(published);
  }

  /** Has more in its metadata: an endpoint's name, and where it is. */
  void add(String endpoint, String url) {
    more.put(endpoint, url);
  }

  void callItself(String other) {
    name = other;
  }

  void answer(int other) {
    status = other;
  }

  /** Sends one byte of each body from now on, and nothing after it. */
  void stall() {
    stalls = true;
  }

  /** How often its keys were read. */
  int asked() {
    return asked.get();
  }

  /** Claims that are right, until now and an hour. */
  JwtClaims claims(Instant now) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(url());
    claims.setAudience(AUDIENCE);
    claims.setSubject("alice");
    claims.setStringClaim("scope", "read write");
    claims.setExpirationTime(
        NumericDate.fromSeconds(now.plus(Duration.ofHours(1)).getEpochSecond()));
    return claims;
  }

  static String sign(JwtClaims claims, String algorithm, PublicJsonWebKey key)
      throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    return signature.getCompactSerialization();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
