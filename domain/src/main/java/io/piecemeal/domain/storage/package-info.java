/**
 * Bytes as they are stored: counts and ranges, immutable objects under keys, digests and checksums,
 * and how storage fails. Knows neither files nor owners. Pure Java: no framework, no I/O, no clock
 * and no randomness.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.domain.storage;
