package io.piecemeal.adapters.tus.ietf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.DigestField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InteropTest {

  private static UploadRequest request(String... fields) {
    MutableHttpRequest<?> request = HttpRequest.POST("/rufh", "");
    for (int i = 0; i < fields.length; i += 2) {
      request.header(fields[i], fields[i + 1]);
    }
    return UploadRequest.of(request.getHeaders());
  }

  @ParameterizedTest
  @CsvSource({
    "3, Upload-Incomplete, ?0, ?1",
    "4, Upload-Complete, ?1, ?0",
    "5, Upload-Complete, ?1, ?0",
    "6, Upload-Complete, ?1, ?0",
    "8, Upload-Complete, ?1, ?0",
    "9, Upload-Complete, ?1, ?0",
    "7, Upload-Complete, ?1, ?0",
    "x, Upload-Complete, ?1, ?0"
  })
  void eachRevisionSaysInItsWayWhetherAnUploadEnds(
      String number, String field, String complete, String incomplete) {
    assertThat(request(Ietf.INTEROP, number, field, complete).completes()).isTrue();
    assertThat(request(Ietf.INTEROP, number, field, incomplete).completes()).isFalse();
    Interop interop = request(Ietf.INTEROP, number).interop();
    assertThat(interop.completenessField()).isEqualTo(field);
    assertThat(interop.completenessValue(true)).isEqualTo(complete);
    assertThat(interop.isKnown()).isEqualTo(!number.equals("7") && !number.equals("x"));
    assertThatThrownBy(() -> request(Ietf.INTEROP, number, field, "yes").completes())
        .isInstanceOf(RequestRejected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha-256=abc", "sha-256=:abc:", "md5=:YQ==:, sha-256=1", "sha-256="})
  void aDigestThatIsNoneIsRefused(String field) {
    assertThatThrownBy(() -> request(Ietf.CONTENT_DIGEST, field).contentDigest())
        .isInstanceOf(RequestRejected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "md5=:YQ==:, %s", "%s;a=b, sha-512=:YQ==:"})
  void aDigestIsFoundAmongOthers(String form) {
    String field = form.formatted(DigestField.write(Sha256.OF_NOTHING));
    assertThat(request(Ietf.REPR_DIGEST, field).fileDigest()).contains(Sha256.OF_NOTHING);
    assertThat(request(Ietf.REPR_DIGEST, "md5=:YQ==:").fileDigest()).isEmpty();
  }
}
