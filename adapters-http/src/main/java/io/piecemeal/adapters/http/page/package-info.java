/** Pages for people who open the address of the service in a browser. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http.page;
