package io.piecemeal.application.port.out;

import io.piecemeal.domain.ContentType;
import io.piecemeal.domain.Declaration;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.FileName;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Quota;
import io.piecemeal.domain.Retention;

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
