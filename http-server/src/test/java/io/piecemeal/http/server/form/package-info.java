@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.form;
