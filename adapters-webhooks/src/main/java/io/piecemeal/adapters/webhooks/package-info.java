/** Events to the URLs of owners, by the rules of Standard Webhooks. */
@NullMarked
package io.piecemeal.adapters.webhooks;

import org.jspecify.annotations.NullMarked;
