package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;

/** An object that is being written to a file of its own. */
record LargeObject(ObjectKey key, ObjectFile file) {}
