/** Files as clients of Google's Gemini API send, list, read and delete them. */
@NullMarked
package io.piecemeal.adapters.openai.gemini;

import org.jspecify.annotations.NullMarked;
