/** Resumable Uploads for HTTP, a draft of the IETF (draft-ietf-httpbis-resumable-upload). */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.tus.ietf;
