/** The client against a service that plays tricks. */
@NullMarked
package io.piecemeal.client;

import org.jspecify.annotations.NullMarked;
