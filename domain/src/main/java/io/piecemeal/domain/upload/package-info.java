/**
 * The rules of uploads: files and their states, chunks, names, limits, quotas and tickets, as
 * values and refusals. Sees {@code access} and {@code storage}, which know nothing of it. Pure
 * Java: no framework, no I/O, no clock and no randomness; callers hand those in.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.domain.upload;
