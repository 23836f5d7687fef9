/* SPDX-License-Identifier: Apache-2.0 */
/** How texts, times and numbers of payloads are read. */
@NullMarked
package org.folio.eventbus.base.value;

import org.jspecify.annotations.NullMarked;
