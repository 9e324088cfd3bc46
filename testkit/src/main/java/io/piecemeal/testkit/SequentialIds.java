package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StoreWriter;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.webhook.WebhookId;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names that count up: the same in every run of a test, and easily guessed. */
public final class SequentialIds implements Ids {

  private final int node;
  private final AtomicLong last = new AtomicLong();

  public SequentialIds() {
    this(0);
  }

  /** Names that differ from those of every other node. */
  public SequentialIds(int node) {
    this.node = node;
  }

  @Override
  public FileId nextFileId() {
    return new FileId("file%08d%020d".formatted(node, last.incrementAndGet()));
  }

  @Override
  public ObjectKey nextObjectKey(Shard shard) {
    return new ObjectKey(new UUID((long) node << 16, last.incrementAndGet())).in(shard);
  }

  @Override
  public StoreWriter nextStoreWriter() {
    return new StoreWriter(node, last.incrementAndGet());
  }

  @Override
  public ApiToken nextToken() {
    long number = last.incrementAndGet();
    return ApiToken.of(
        new KeyId("%06d%014d".formatted(node, number)), secret(ApiToken.SECRET_BYTES, number));
  }

  @Override
  public TicketToken nextTicketToken() {
    return TicketToken.of(secret(TicketToken.SECRET_BYTES, last.incrementAndGet()));
  }

  @Override
  public WebhookId nextWebhookId() {
    return WebhookId.of(secret(WebhookId.RANDOM_BYTES, last.incrementAndGet()));
  }

  private byte[] secret(int length, long number) {
    return ByteBuffer.allocate(length).putInt(node).putLong(number).array();
  }
}
