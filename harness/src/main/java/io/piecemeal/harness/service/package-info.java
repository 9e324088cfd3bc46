/** Starting our service as a process of its own. */
@NullMarked
package io.piecemeal.harness.service;

import org.jspecify.annotations.NullMarked;
