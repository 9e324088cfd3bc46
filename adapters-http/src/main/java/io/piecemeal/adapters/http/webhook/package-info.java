/** The webhooks of owners. */
@NullMarked
package io.piecemeal.adapters.http.webhook;

import org.jspecify.annotations.NullMarked;
