/**
 * A proxy that does to requests and answers what a script says: what networks and the programs on
 * the way do, when a client is told to survive it.
 */
@NullMarked
package io.piecemeal.harness.proxy;

import org.jspecify.annotations.NullMarked;
