/** The packaged service with the clients and the browser that others use. */
@NullMarked
package io.piecemeal.interop;

import org.jspecify.annotations.NullMarked;
