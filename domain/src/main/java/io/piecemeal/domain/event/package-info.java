/**
 * What has happened to files, as callers are told of it. Sees {@code storage} and {@code upload}.
 * Pure Java.
 */
@NullMarked
package io.piecemeal.domain.event;

import org.jspecify.annotations.NullMarked;
