/* SPDX-License-Identifier: Apache-2.0 */
/** Takes events and puts them on the bus. */
@NullMarked
package org.folio.adapter.pubsub.publish;

import org.jspecify.annotations.NullMarked;
