/**
 * Cases for servers of tus 1.0, each with the sentence that it holds the server to. A case is a few
 * requests over a socket of its own, so that also what no client library would send can be sent.
 */
@NullMarked
package io.piecemeal.tus.suite;

import org.jspecify.annotations.NullMarked;
