/** What Linux tells about processes and the machine, and starting and ending processes. */
@NullMarked
package io.piecemeal.harness.proc;

import org.jspecify.annotations.NullMarked;
