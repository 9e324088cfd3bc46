package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;

/**
 * A file that is about to be entered into the ledger.
 *
 * @param quota what its owner may have, with this file
 */
public record NewFile(
    FileId id,
    Owner owner,
    FileName name,
    ContentType contentType,
    Declaration declared,
    Retention retention,
    Quota quota) {}
