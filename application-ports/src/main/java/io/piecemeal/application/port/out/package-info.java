/**
 * What the use cases need from outside. Driven adapters implement these; the contract of each is
 * its Javadoc, and a contract suite in the testkit checks it.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.port.out;
