package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that was done, or refused. Holds no secret, no name that a caller chose and no bytes.
 *
 * @param owner whose files or keys it is about
 * @param subject the key or ticket that it is about, by what may be shown of it; of a request that
 *     is refused for want of a scope, what was asked for
 * @param outcome {@link #DONE}, or the code of the refusal or failure in kebab case
 */
public record AuditEvent(
    Action action,
    Optional<Owner> owner,
    Optional<FileId> file,
    Optional<String> subject,
    String outcome) {

  public static final String DONE = "done";

  /** What is done. */
  public enum Action {
    KEY_PRESENTED,
    REQUEST_MADE,
    SESSION_OPENED,
    CHUNK_APPENDED,
    FILE_STORED,
    FILE_IMPORTED,
    PARTS_JOINED,
    FILE_COMPLETED,
    FILE_REWOUND,
    FILE_DELETED,
    FILE_FOUND,
    CONTENT_READ,
    TICKET_PRESENTED,
    TICKET_ISSUED,
    TICKET_USED,
    TICKET_REVOKED,
    DOWNLOAD_TICKET_ISSUED,
    DOWNLOAD_TICKETS_REVOKED,
    WEBHOOK_CREATED,
    WEBHOOK_ROTATED,
    WEBHOOK_REPLAYED,
    WEBHOOK_DELETED,
    KEY_CREATED,
    KEY_ROTATED,
    KEY_REVOKED,
    QUOTA_SET,
    QUOTA_RESET,
    SCAN_POLICY_SET,
    SCAN_POLICY_RESET,
    FILE_QUARANTINED,
    FILE_RELEASED,
    FILE_RESCANNED,
    COLLECTION_HELD,
    COLLECTION_RELEASED;

    /** In kebab case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
