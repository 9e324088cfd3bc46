/**
 * {@code ./piecemeal put} and the other commands of callers: uploads and downloads that go on where
 * an earlier run, or the connection, ended.
 */
@NullMarked
package io.piecemeal.cli;

import org.jspecify.annotations.NullMarked;
