/**
 * What direct calls have in common that carry a key and a JSON body: whose they are, whether they
 * may, their answers and their times.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.call;
