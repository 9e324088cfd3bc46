/** Names from a cryptographic generator. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.persistence.ids;
