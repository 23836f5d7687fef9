/* SPDX-License-Identifier: Apache-2.0 */
/** One subscription in one process: what it is made of, and what it tells of itself. */
@NullMarked
package org.folio.eventbus.subscription;

import org.jspecify.annotations.NullMarked;
