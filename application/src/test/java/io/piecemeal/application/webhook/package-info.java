@NullMarked
package io.piecemeal.application.webhook;

import org.jspecify.annotations.NullMarked;
