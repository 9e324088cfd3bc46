package io.piecemeal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where people sign on, as an issuer says it. */
class SignOnDirectoryTest {

  private static final String AUTHORIZATION = "authorization_endpoint";
  private static final String TOKEN = "token_endpoint";
  private static final String END = "end_session_endpoint";

  private IssuerServer issuer;
  private SignOnDirectory directory;

  @BeforeEach
  void start() throws Exception {
    issuer = new IssuerServer();
    directory = SignOnDirectory.of(issuer.url());
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void endpointsAreThoseOfTheMetadata() throws Exception {
    issuer.add(AUTHORIZATION, "https://sso.example.org/auth");
    issuer.add(TOKEN, issuer.url() + "/token");
    issuer.add(END, "https://sso.example.org/end");
    assertThat(directory.find())
        .isEqualTo(
            new SignOnEndpoints(
                URI.create("https://sso.example.org/auth"),
                URI.create(issuer.url() + "/token"),
                Optional.of(URI.create("https://sso.example.org/end"))));
  }

  @Test
  void issuerMayHaveNoPlaceToSignOut() throws Exception {
    issuer.add(AUTHORIZATION, "https://sso.example.org/auth");
    issuer.add(TOKEN, "https://sso.example.org/token");
    assertThat(directory.find().endSession()).isEmpty();
  }

  @Test
  void whatIsKnownGoesOnWhileTheIssuerIsAway() throws Exception {
    issuer.add(AUTHORIZATION, "https://sso.example.org/auth");
    issuer.add(TOKEN, "https://sso.example.org/token");
    SignOnEndpoints known = directory.find();
    issuer.answer(500);
    assertThat(directory.find()).isEqualTo(known);
  }

  /** Else all who hold its tokens would wait with it, for ever. */
  @Test
  @Timeout(60)
  void issuerThatStallsInTheMiddleOfItsAnswerIsUnavailable() {
    issuer.stall();
    assertThatThrownBy(directory::find).isInstanceOf(IssuerUnavailable.class);
  }

  @Test
  void issuerThatIsAwayFromTheBeginningIsUnavailable() {
    issuer.answer(500);
    assertThatThrownBy(directory::find).isInstanceOf(IssuerUnavailable.class);
    // Nor is it asked again at once.
    issuer.answer(200);
    assertThatThrownBy(directory::find).isInstanceOf(IssuerUnavailable.class);
  }

  /** Nobody types a password, and no code goes, where anybody can read along. */
  @ParameterizedTest
  @CsvSource({
    "authorization_endpoint, http://sso.example.org/auth",
    "token_endpoint, http://sso.example.org/token",
    "token_endpoint, javascript:alert(1)",
    "end_session_endpoint, http://sso.example.org/end"
  })
  void endpointThatIsNotSafeIsNone(String endpoint, String url) {
    for (String name : new String[] {AUTHORIZATION, TOKEN, END}) {
      issuer.add(name, name.equals(endpoint) ? url : "https://sso.example.org/" + name);
    }
    assertThatThrownBy(directory::find).isInstanceOf(IssuerUnavailable.class);
  }
}
