/**
 * What callers need to know of a refusal or a failure, said once for all dialects, without the
 * words. Sees {@code storage} and {@code upload}. Pure Java.
 */
@NullMarked
package io.piecemeal.domain.refusal;

import org.jspecify.annotations.NullMarked;
