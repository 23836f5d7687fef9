/* SPDX-License-Identifier: Apache-2.0 */
/** The history of events, as mod-pubsub tells it. */
@NullMarked
package org.folio.adapter.pubsub.audit;

import org.jspecify.annotations.NullMarked;
