/** Events are sent to the URLs of owners. */
@NullMarked
package io.piecemeal.application.webhook;

import org.jspecify.annotations.NullMarked;
