/** What is counted, for those who scrape it. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.metrics;
