/**
 * Owners, the secrets that prove who calls, and how owners share what is scarce. Sees {@code
 * storage} for digests, and knows no files. Pure Java: no framework, no I/O, no clock and no
 * randomness; callers hand those in.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.domain.access;
