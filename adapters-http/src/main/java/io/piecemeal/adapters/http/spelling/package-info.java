/** What a caller probably meant. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http.spelling;
