/**
 * The rules of upload sessions, as values and refusals. Pure Java: no framework, no I/O, no clock
 * and no randomness; whoever calls hands those in.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.domain;
