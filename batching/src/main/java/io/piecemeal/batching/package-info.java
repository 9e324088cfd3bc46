/** Lets concurrent calls share one run of a step that costs much more than what each adds to it. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.batching;
