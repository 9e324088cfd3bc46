package io.piecemeal.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.domain.storage.ObjectKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners, keys and objects. */
final class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Alice", "team-7.prod_eu", "-", ".."})
  void anOwnerHasPlainCharacters(String text) {
    assertThat(new Owner(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\n", "a=b"})
  void anOwnerHasNoOthers(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner(text))
        .withMessage("an owner has 1 to 64 characters of [A-Za-z0-9._-]");
  }

  @Test
  void anOwnerHasAtMost64Characters() {
    assertThat(new Owner("x".repeat(64)).value()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> new Owner("x".repeat(65)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcdefgh", "01234567", "0123456789abcdefghijklmnopqrstuv"})
  void aKeyIdHas8To32LettersAndDigits(String text) {
    assertThat(KeyId.parse(text)).contains(new KeyId(text));
    assertThat(new KeyId(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abcdefg", "0123456789abcdefghijklmnopqrstuvw", "ABCDEFGH", "abcd_efgh"})
  void anythingElseIsTheIdOfNoKey(String text) {
    assertThat(KeyId.parse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyId(text))
        .withMessage("a key id has 8 to 32 characters of [a-z0-9]");
  }

  @Test
  void anObjectKeyIsSpeltAs32HexDigits() {
    ObjectKey key = new ObjectKey(UUID.fromString("0198C0DE-1234-7ABC-8DEF-00112233FFEE"));

    assertThat(key.hex()).isEqualTo("0198c0de12347abc8def00112233ffee");
    assertThat(key).hasToString(key.hex());
  }
}
