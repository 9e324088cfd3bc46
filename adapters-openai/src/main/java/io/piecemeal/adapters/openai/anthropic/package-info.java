/** The same files in Anthropic's form. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.openai.anthropic;
