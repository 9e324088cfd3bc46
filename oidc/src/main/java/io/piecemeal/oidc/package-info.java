/**
 * Tokens that an OpenID Connect issuer signed (RFC 7519, RFC 9068): whether they are valid, and
 * what they say. Knows nothing of what they let in.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.oidc;
