package io.piecemeal.application.port.out;

import io.piecemeal.domain.IdempotencyKey;
import io.piecemeal.domain.Sha256;

/**
 * What tells a repeated request from another one.
 *
 * @param fingerprint a digest of everything that the request asks for
 */
public record RequestIdentity(IdempotencyKey key, Sha256 fingerprint) {}
