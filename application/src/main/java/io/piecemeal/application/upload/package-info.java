/**
 * Files as they are made: by chunks or in one piece, once for each request, and their commits of
 * unknown outcome.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.upload;
