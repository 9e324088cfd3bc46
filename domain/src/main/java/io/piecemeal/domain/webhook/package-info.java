/** URLs of owners to which events are sent. */
@NullMarked
package io.piecemeal.domain.webhook;

import org.jspecify.annotations.NullMarked;
