/* SPDX-License-Identifier: Apache-2.0 */
/** The catalog of event types and the validation of payloads against their JSON Schemas. */
@NullMarked
package org.folio.eventbus.schema;

import org.jspecify.annotations.NullMarked;
