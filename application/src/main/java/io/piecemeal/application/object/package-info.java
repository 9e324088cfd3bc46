/** What is received, staged and committed as one object; the other packages stand on it. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.object;
