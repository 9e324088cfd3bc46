/** What both dialects have in common: whole files, by ids with prefixes. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.openai.file;
