package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.IdempotencyKey;

/**
 * What tells a repeated request from another one.
 *
 * @param fingerprint a digest of everything that the request asks for
 */
public record RequestIdentity(IdempotencyKey key, Sha256 fingerprint) {}
