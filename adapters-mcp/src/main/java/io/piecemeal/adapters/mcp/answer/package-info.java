/** What tools answer: the facts about files, and what went wrong together with what to do next. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.answer;
