/** Uploads of many parts. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.openai.upload;
