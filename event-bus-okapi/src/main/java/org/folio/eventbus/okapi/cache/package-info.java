/* SPDX-License-Identifier: Apache-2.0 */
/** Values that are cached for a short time. */
@NullMarked
package org.folio.eventbus.okapi.cache;

import org.jspecify.annotations.NullMarked;
