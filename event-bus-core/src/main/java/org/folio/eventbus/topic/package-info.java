/* SPDX-License-Identifier: Apache-2.0 */
/** Names, creation and record headers of Kafka topics. */
@NullMarked
package org.folio.eventbus.topic;

import org.jspecify.annotations.NullMarked;
