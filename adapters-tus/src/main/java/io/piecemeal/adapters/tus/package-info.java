/** tus 1.0: resumable uploads of raw bytes. All of its paths are below {@code /tus}. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.tus;
