/** What has happened to files, as callers are told of it. */
@NullMarked
package io.piecemeal.domain.event;

import org.jspecify.annotations.NullMarked;
