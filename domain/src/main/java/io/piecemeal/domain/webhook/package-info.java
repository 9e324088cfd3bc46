/** URLs of owners to which events are sent. Sees {@code access} and {@code event}. Pure Java. */
@NullMarked
package io.piecemeal.domain.webhook;

import org.jspecify.annotations.NullMarked;
