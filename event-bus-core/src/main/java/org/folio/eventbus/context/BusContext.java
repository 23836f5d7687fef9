/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.context;

import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.topic.EventTopics;

/**
 * The shared objects of all parts of a bus.
 *
 * @param catalog all types that the module knows
 * @param watch detects standstills
 * @param instance name of this process in receipts
 */
public record BusContext(
    ModuleSchema module,
    EventBusSettings settings,
    EventCatalog catalog,
    EventTopics topics,
    ModuleDatabase database,
    ProgressWatch watch,
    String instance) {}
