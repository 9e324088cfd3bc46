package io.piecemeal.domain.storage;

import java.util.UUID;

/** Tells a running process from all others, also from those before it on the same machine. */
public record NodeId(UUID value) {}
