package io.github.openflgramine.verify;

import io.github.openflgramine.product.ImageContent;

/**
 * The configuration and layers that a receiver expects of an image.
 *
 * @param source the property that gives them, for messages
 */
record ExpectedContent(ImageContent content, String source) {}
