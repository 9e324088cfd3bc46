package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.SessionTerms;
import java.util.Optional;

/**
 * A file that is about to be entered into the ledger.
 *
 * @param id in a shard of its owner's, and in that of its request if it has one (see {@link
 *     io.piecemeal.domain.upload.FileShards}), so that a distributed ledger enters it in one place;
 *     a ledger is right for any other id as well
 * @param quota what its owner may have, with this file
 * @param request whose file it is, where the request may come more than once
 */
public record NewFile(
    FileId id,
    Owner owner,
    FileName name,
    ContentType contentType,
    Declaration declared,
    SessionTerms terms,
    Retention retention,
    Quota quota,
    Optional<RequestIdentity> request) {

  /** The same file under another id. */
  public NewFile withId(FileId other) {
    return new NewFile(other, owner, name, contentType, declared, terms, retention, quota, request);
  }

  /** The same file on other terms. */
  public NewFile on(SessionTerms otherTerms, Retention otherRetention) {
    return new NewFile(
        id, owner, name, contentType, declared, otherTerms, otherRetention, quota, request);
  }

  /** The same file, of a request that may come more than once. */
  public NewFile by(RequestIdentity identity) {
    return new NewFile(
        id, owner, name, contentType, declared, terms, retention, quota, Optional.of(identity));
  }
}
