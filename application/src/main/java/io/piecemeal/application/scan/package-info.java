/** Files are scanned before they can be read. Sees {@code file}. */
@NullMarked
package io.piecemeal.application.scan;

import org.jspecify.annotations.NullMarked;
