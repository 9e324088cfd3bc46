package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StoreWriter;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.webhook.WebhookId;

/** Makes names that were never used before. Unguessable where that matters. */
public interface Ids {

  /** 160 bits from a cryptographic generator. */
  FileId nextFileId();

  /** A key for an object that the ledger keeps itself; no {@link ChunkStore} makes the same. */
  ObjectKey nextObjectKey(Shard shard);

  /** The present second, and 38 random bits. */
  StoreWriter nextStoreWriter();

  /** A key id, and a secret of 256 bits from a cryptographic generator. */
  ApiToken nextToken();

  /** 128 bits from a cryptographic generator. */
  WebhookId nextWebhookId();

  /** A secret of 256 bits from a cryptographic generator. */
  TicketToken nextTicketToken();
}
