package io.piecemeal.application.upload;

import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import java.util.List;

/**
 * A whole file whose bytes lie in durable objects.
 *
 * @param pieces in the order of the bytes; none for an empty file
 */
record ReceivedFile(List<ChunkObject> pieces, Sha256 sha256) {}
