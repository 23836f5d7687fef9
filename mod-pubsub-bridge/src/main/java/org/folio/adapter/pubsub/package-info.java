/* SPDX-License-Identifier: Apache-2.0 */
/** The API of mod-pubsub for modules that are not changed, delivered by the event bus. */
@NullMarked
package org.folio.adapter.pubsub;

import org.jspecify.annotations.NullMarked;
