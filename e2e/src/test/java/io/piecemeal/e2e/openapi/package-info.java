/** Holds exchanges with the service against the OpenAPI document that the service publishes. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.e2e.openapi;
