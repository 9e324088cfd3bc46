/** Where everything comes together: command line, settings, wiring, jobs. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.bootstrap;
