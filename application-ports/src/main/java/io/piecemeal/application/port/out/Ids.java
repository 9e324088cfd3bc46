package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.FileId;

/** Makes names that were never used before. Unguessable where that matters. */
public interface Ids {

  /** 160 bits from a cryptographic generator. */
  FileId nextFileId();

  /** A key id, and a secret of 256 bits from a cryptographic generator. */
  ApiToken nextToken();

  /** A secret of 256 bits from a cryptographic generator. */
  TicketToken nextTicketToken();
}
