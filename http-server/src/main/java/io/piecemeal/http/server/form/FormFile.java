package io.piecemeal.http.server.form;

import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import java.io.InputStream;

/**
 * The file in a form.
 *
 * @param content its bytes. The stream ends only where the form ended well; else reading it throws
 *     {@code RequestRejected}, also behind the last byte of the file
 * @param fields those before the file, and when its content has ended also those behind it
 */
public record FormFile(
    FileName name, ContentType contentType, InputStream content, FormFields fields) {}
