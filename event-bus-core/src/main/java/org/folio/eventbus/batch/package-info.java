/* SPDX-License-Identifier: Apache-2.0 */
/** One batch: planned, handled and written, and split where it fails. */
@NullMarked
package org.folio.eventbus.batch;

import org.jspecify.annotations.NullMarked;
