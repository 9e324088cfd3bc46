/** Files of other servers, by the URLs that callers name. */
@NullMarked
package io.piecemeal.adapters.remote;

import org.jspecify.annotations.NullMarked;
