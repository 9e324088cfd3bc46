/** Files as they are looked up, read, listed, awaited and deleted. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.file;
