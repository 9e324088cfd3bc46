@NullMarked
package io.piecemeal.oidc;

import org.jspecify.annotations.NullMarked;
