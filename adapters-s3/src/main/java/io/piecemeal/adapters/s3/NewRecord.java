package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.Shard;

/** An object that waits for its pack. */
record NewRecord(Shard shard, Content content) {}
