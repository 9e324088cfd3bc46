package io.piecemeal.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An OpenID Connect issuer with one key. */
final class TokenIssuer implements AutoCloseable {

  static final String AUDIENCE = "piecemeal";

  private final HttpServer server;
  private final EllipticCurveJsonWebKey key = newKey();

  private TokenIssuer(HttpServer server) {
    this.server = server;
  }

  static TokenIssuer start() throws IOException {
    TokenIssuer issuer =
        new TokenIssuer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    issuer.answer("/.well-known/openid-configuration", issuer.metadata());
    issuer.answer(
        "/keys", "{\"keys\":[%s]}".formatted(issuer.key.toJson(OutputControlLevel.PUBLIC_ONLY)));
    issuer.server.start();
    return issuer;
  }

  private void answer(String path, String json) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private String metadata() {
    return """
        {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/auth",\
        "token_endpoint":"https://tokens.example.org:8443/token?for=all"}"""
        .formatted(url());
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String token(String subject, String scope) throws JoseException {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(url());
    claims.setAudience(AUDIENCE);
    claims.setSubject(subject);
    claims.setStringClaim("scope", scope);
    claims.setExpirationTimeMinutesInTheFuture(60);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue("ES256");
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    return signature.getCompactSerialization();
  }

  private static EllipticCurveJsonWebKey newKey() {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId("key");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
