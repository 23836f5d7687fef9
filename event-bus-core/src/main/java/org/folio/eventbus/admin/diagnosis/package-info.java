/* SPDX-License-Identifier: Apache-2.0 */
/** Where an event or a key is, and how that is known. */
@NullMarked
package org.folio.eventbus.admin.diagnosis;

import org.jspecify.annotations.NullMarked;
