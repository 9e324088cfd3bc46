/**
 * The least that makes a chunk of a JSON body durable in this JVM: blocking sockets, the scanner, a
 * file that is synced, one commit. It is the limit that the service is compared with.
 */
@NullMarked
package io.piecemeal.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
