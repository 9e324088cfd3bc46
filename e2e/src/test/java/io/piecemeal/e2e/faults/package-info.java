/**
 * Every call of the file system and of JDBC that a use case makes fails once, and what is there
 * afterwards is compared with what was acknowledged.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.e2e.faults;
