package io.piecemeal.adapters.persistence.ids;

import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StoreWriter;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.webhook.WebhookId;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/** Names from a cryptographic generator. Safe for use by several threads. */
public final class RandomIds implements Ids {

  private static final int KEY_ID_BYTES = 8;

  private final SecureRandom random;
  private final InstantSource clock = InstantSource.system();

  public RandomIds(SecureRandom random) {
    this.random = random;
  }

  @Override
  public FileId nextFileId() {
    return FileId.ofRandom(bytes(FileId.RANDOM_BYTES));
  }

  @Override
  public ObjectKey nextObjectKey(Shard shard) {
    return ObjectKey.timeOrdered(shard, clock.millis(), random.nextLong());
  }

  @Override
  public StoreWriter nextStoreWriter() {
    return new StoreWriter(
        clock.instant().getEpochSecond() & StoreWriter.MAX_SECONDS,
        random.nextLong() & StoreWriter.MAX_RANDOM);
  }

  @Override
  public ApiToken nextToken() {
    KeyId id = new KeyId(HexFormat.of().formatHex(bytes(KEY_ID_BYTES)));
    return ApiToken.of(id, bytes(ApiToken.SECRET_BYTES));
  }

  @Override
  public TicketToken nextTicketToken() {
    return TicketToken.of(bytes(TicketToken.SECRET_BYTES));
  }

  @Override
  public WebhookId nextWebhookId() {
    return WebhookId.of(bytes(WebhookId.RANDOM_BYTES));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
