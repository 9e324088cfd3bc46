/** What callers need to know of a refusal or a failure, said once for all dialects. */
@NullMarked
package io.piecemeal.domain.refusal;

import org.jspecify.annotations.NullMarked;
