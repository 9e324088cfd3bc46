/**
 * What tests of the core and of its adapters share. Every driven port has one contract suite here
 * ({@code …Contract}), which its fake and all its adapters run unchanged; the fakes that stand in
 * for adapters because they pass the same suite; and faults to inject.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.testkit;
