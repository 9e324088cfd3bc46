/**
 * Objects in a store that speaks S3. What waits on a node while others are being put goes along
 * with the next request; larger objects are put one by one.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.s3;
