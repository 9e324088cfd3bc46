package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import java.time.Instant;

/** What a file is from its opening on, whatever becomes of it. */
public record FileHeader(
    FileId id,
    Owner owner,
    FileName name,
    ContentType contentType,
    Declaration declared,
    Instant createdAt) {}
