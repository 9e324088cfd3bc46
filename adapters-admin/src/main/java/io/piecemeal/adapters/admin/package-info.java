/**
 * The admin API: keys, owners, collection and the state of the service, for keys with the scope
 * {@code admin}. All of its paths are below {@code /admin}.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.admin;
