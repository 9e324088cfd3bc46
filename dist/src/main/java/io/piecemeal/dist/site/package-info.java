/** The documentation as pages of HTML, made from the pages in Markdown. */
@NullMarked
package io.piecemeal.dist.site;

import org.jspecify.annotations.NullMarked;
