/** The bytes of chunks as files in a directory of their own, each synced before it counts. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.persistence.disk;
