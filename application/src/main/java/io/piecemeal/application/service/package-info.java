/** The use cases. Plain Java: whoever wires them decides about threads and transports. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.service;
