/** A client that sends each request once and tells what it knows of its outcome. */
@NullMarked
package io.piecemeal.faults.client;

import org.jspecify.annotations.NullMarked;
