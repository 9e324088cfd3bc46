package io.piecemeal.http.server.form;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes at all against the oracle. An ordinary build runs the inputs kept under {@code
 * src/test/resources/…/FormFuzzTestInputs/anyFormComesOutAsTheOracleSays}; this searches for new
 * ones, for as long as {@code maxDuration} says, and leaves a finding in that folder:
 *
 * <pre>JAZZER_FUZZ=1 mvn test -pl adapters-http -am -Dtest=FormFuzzTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class FormFuzzTest {

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "--x",
    "\r\n--x",
    "--x--",
    "\r\n--x--\r\n",
    "\r\n\r\n",
    "\r\n",
    "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n",
    "Content-Disposition: form-data; name=\"comment\"\r\n\r\n",
    "Content-Disposition: ",
    "Content-Type: text/plain\r\n",
    "Content-Type: multipart/mixed\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "form-data",
    "; name=\"file\"",
    "; filename=\"a\"",
    "; filename*=UTF-8''",
    "%C3%A4",
    "%22",
    "\\\"",
  })
  void anyFormComesOutAsTheOracleSays(byte[] body) {
    FormOracle.assertAgrees(body);
  }
}
