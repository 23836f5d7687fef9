/* SPDX-License-Identifier: Apache-2.0 */
/** The names of metrics and their tags. */
@NullMarked
package org.folio.eventbus.base.metrics;

import org.jspecify.annotations.NullMarked;
