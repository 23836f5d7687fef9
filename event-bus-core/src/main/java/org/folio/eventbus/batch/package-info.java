/* SPDX-License-Identifier: Apache-2.0 */
/** One batch: decided, handled and written down, and split where it fails. */
@NullMarked
package org.folio.eventbus.batch;

import org.jspecify.annotations.NullMarked;
