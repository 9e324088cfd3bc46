package io.piecemeal.application.service;

import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.ChunkTerms;

/** A chunk whose bytes lie in a durable object, and what its caller demands of it. */
record ReceivedChunk(ChunkObject object, ChunkTerms terms) {}
