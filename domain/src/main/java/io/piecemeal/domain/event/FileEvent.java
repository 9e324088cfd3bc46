package io.piecemeal.domain.event;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a file, and what the file was like then.
 *
 * @param at by the ledger's clock, in microseconds
 * @param sha256 of the whole file, if it was complete
 * @param cursor where to read on behind this event
 */
public record FileEvent(
    EventId id,
    EventType type,
    Instant at,
    FileId file,
    FileName name,
    ByteCount size,
    Optional<Sha256> sha256,
    EventCursor cursor) {}
