package io.piecemeal.adapters.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.http.server.problem.RequestRejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadMetadataTest {

  @Test
  void nameAndTypeAreRead() {
    UploadMetadata metadata =
        UploadMetadata.parse("filename YS50eHQ=, filetype dGV4dC9wbGFpbg==,empty");

    assertThat(metadata.name().value()).isEqualTo("a.txt");
    assertThat(metadata.type()).isEqualTo(ContentType.of("text/plain"));
    assertThat(metadata.values()).containsOnlyKeys("filename", "filetype", "empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name YS50eHQ=", "filename,name YS50eHQ=", "filename ,name YS50eHQ="})
  void otherClientsCallItName(String field) {
    assertThat(UploadMetadata.parse(field).name().value()).isEqualTo("a.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "empty", "other YQ=="})
  void whatHasNoNameOrTypeGetsOne(String field) {
    UploadMetadata metadata = UploadMetadata.parse(field);

    assertThat(metadata.name().value()).isEqualTo("unnamed");
    assertThat(metadata.type()).isEqualTo(ContentType.OCTET_STREAM);
  }

  @Test
  void whatIsNoMediaTypeIsNoError() {
    assertThat(UploadMetadata.parse("filetype YQ==").type()).isEqualTo(ContentType.OCTET_STREAM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "a YQ==,",
        ",a YQ==",
        "a  YQ==",
        "a YQ== b",
        "a *",
        "a YQ=",
        "a YQ==,a",
        "a,a"
      })
  void otherFormsAreRefused(String field) {
    assertThatExceptionOfType(RequestRejected.class).isThrownBy(() -> UploadMetadata.parse(field));
  }

  /** {@code ../a}, {@code NUL}, and bytes that are not UTF-8. */
  @ParameterizedTest
  @ValueSource(strings = {"filename Li4vYQ==", "filename AA==", "filename /w=="})
  void namesThatAreNotAllowedAreRefused(String field) {
    UploadMetadata metadata = UploadMetadata.parse(field);

    assertThatExceptionOfType(RequestRejected.class).isThrownBy(metadata::name);
  }
}
