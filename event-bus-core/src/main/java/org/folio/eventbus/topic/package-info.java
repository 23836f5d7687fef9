/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Names and creation of Kafka topics, the form of records on them, and what brokers tell of both.
 */
@NullMarked
package org.folio.eventbus.topic;

import org.jspecify.annotations.NullMarked;
