@NullMarked
package io.piecemeal.adapters.webhooks;

import org.jspecify.annotations.NullMarked;
