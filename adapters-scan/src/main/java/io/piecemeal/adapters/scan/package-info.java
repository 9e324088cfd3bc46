/** Contents are scanned by ClamAV, and their types told by how they begin. */
@NullMarked
package io.piecemeal.adapters.scan;

import org.jspecify.annotations.NullMarked;
