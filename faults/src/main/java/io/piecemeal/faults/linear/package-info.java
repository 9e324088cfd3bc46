/** Whether what concurrent clients saw could have happened one operation after the other. */
@NullMarked
package io.piecemeal.faults.linear;

import org.jspecify.annotations.NullMarked;
