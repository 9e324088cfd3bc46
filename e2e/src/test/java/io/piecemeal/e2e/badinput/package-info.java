/** What the service makes of requests that no well-behaved client sends, byte by byte. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.e2e.badinput;
