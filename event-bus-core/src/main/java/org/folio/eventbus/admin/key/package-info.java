/* SPDX-License-Identifier: Apache-2.0 */
/** The state of the sequences of a key. */
@NullMarked
package org.folio.eventbus.admin.key;

import org.jspecify.annotations.NullMarked;
