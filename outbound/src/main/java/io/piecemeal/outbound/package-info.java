/** HTTP requests to URLs that callers named, and to no address that is not for them. */
@NullMarked
package io.piecemeal.outbound;

import org.jspecify.annotations.NullMarked;
