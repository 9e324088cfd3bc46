package io.piecemeal.oidc;

import java.net.URI;
import java.util.Optional;

/**
 * Where a person signs on at an issuer, as its metadata say: each an https URL, or an http one of
 * this machine.
 *
 * @param authorization where a browser is sent
 * @param token where a code becomes tokens
 * @param endSession where a browser is sent to sign out; empty if there is no such place
 */
public record SignOnEndpoints(URI authorization, URI token, Optional<URI> endSession) {}
