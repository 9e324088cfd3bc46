/**
 * Files and uploads in the dialects of OpenAI's and Anthropic's APIs, on the use cases of all
 * others: what one dialect stores, every other one reads.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.openai;
