package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.Scan;
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
 * @param scan what a scanner makes of the file, once it is complete; only if it is entered complete
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
    Optional<RequestIdentity> request,
    Optional<Scan> scan) {

  /** A file that is not to be scanned. */
  public NewFile(
      FileId id,
      Owner owner,
      FileName name,
      ContentType contentType,
      Declaration declared,
      SessionTerms terms,
      Retention retention,
      Quota quota,
      Optional<RequestIdentity> request) {
    this(
        id, owner, name, contentType, declared, terms, retention, quota, request, Optional.empty());
  }

  /** The same file under another id. */
  public NewFile withId(FileId other) {
    return new NewFile(
        other, owner, name, contentType, declared, terms, retention, quota, request, scan);
  }

  /** The same file on other terms. */
  public NewFile on(SessionTerms otherTerms, Retention otherRetention) {
    return new NewFile(
        id, owner, name, contentType, declared, otherTerms, otherRetention, quota, request, scan);
  }

  /** The same file, of a request that may come more than once. */
  public NewFile by(RequestIdentity identity) {
    return new NewFile(
        id,
        owner,
        name,
        contentType,
        declared,
        terms,
        retention,
        quota,
        Optional.of(identity),
        scan);
  }

  /** The same file, which is to be scanned as soon as it is complete. */
  public NewFile toBeScanned() {
    return new NewFile(
        id,
        owner,
        name,
        contentType,
        declared,
        terms,
        retention,
        quota,
        request,
        Optional.of(Scan.SCANNING));
  }
}
