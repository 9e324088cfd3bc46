package io.piecemeal.chunk.codec;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes at all against the oracle. An ordinary build runs the inputs kept under {@code
 * src/test/resources/…/ChunkBodyFuzzTestInputs/anyBodyComesOutAsTheOracleSays}; this searches for
 * new ones, for as long as {@code maxDuration} says, and leaves a finding in that folder:
 *
 * <pre>JAZZER_FUZZ=1 mvn test -pl adapters-http -am -Dtest=ChunkBodyFuzzTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class ChunkBodyFuzzTest {

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "{\"data\":\"",
    "QUJD",
    "QQ==",
    "\"}",
    "\"encoding\":\"",
    "base64",
    "base64url",
    "hex",
    "utf8",
    "\"offset\":",
    "\"sha256\":\"",
    "\"complete\":",
    "true",
    "false",
    "null",
    "\\u0041",
    "\\ud83d",
    "\\ude00",
    "\\/",
    "\\n",
    "1e3",
    "-0",
    "9223372036854775807",
  })
  void anyBodyComesOutAsTheOracleSays(byte[] body) {
    Oracle.assertAgrees(body);
  }
}
