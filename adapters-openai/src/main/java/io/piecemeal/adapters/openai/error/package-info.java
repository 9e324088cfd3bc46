/** Errors as clients of these APIs know them. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.openai.error;
