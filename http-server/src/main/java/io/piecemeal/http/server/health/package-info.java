/** How the process is: for orchestrators and load balancers. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.health;
