/** Bodies in JSON, as these dialects have them. */
@NullMarked
package io.piecemeal.adapters.openai.body;

import org.jspecify.annotations.NullMarked;
