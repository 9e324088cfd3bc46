/** An object store as a process of its own, for harnesses whose service keeps its chunks in one. */
@NullMarked
package io.piecemeal.s3.server;

import org.jspecify.annotations.NullMarked;
