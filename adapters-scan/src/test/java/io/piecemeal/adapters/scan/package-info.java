@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.scan;
