/** Parts of objects that were read lately, on a disk of this machine. */
@NullMarked
package io.piecemeal.adapters.s3.cache;

import org.jspecify.annotations.NullMarked;
