/* SPDX-License-Identifier: Apache-2.0 */
/** The validation of payloads against their JSON Schemas. */
@NullMarked
package org.folio.eventbus.schema;

import org.jspecify.annotations.NullMarked;
