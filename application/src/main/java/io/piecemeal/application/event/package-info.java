/** What has happened to files is told to those who ask. */
@NullMarked
package io.piecemeal.application.event;

import org.jspecify.annotations.NullMarked;
