/**
 * A client of Piecemeal for Java. {@link io.piecemeal.client.PiecemealClient} is where to begin.
 *
 * <p>Uploads are cut into chunks that carry their offsets, so that nothing is stored twice whatever
 * is repeated; after a failure they go on where the service says that the file ends. It needs
 * nothing but the JDK.
 */
@NullMarked
package io.piecemeal.client;

import org.jspecify.annotations.NullMarked;
