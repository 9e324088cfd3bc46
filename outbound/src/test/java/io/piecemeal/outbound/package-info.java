@NullMarked
package io.piecemeal.outbound;

import org.jspecify.annotations.NullMarked;
