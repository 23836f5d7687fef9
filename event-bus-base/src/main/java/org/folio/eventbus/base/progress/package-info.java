/* SPDX-License-Identifier: Apache-2.0 */
/** Detection of standstills: components report work and movement, and a watch compares both. */
@NullMarked
package org.folio.eventbus.base.progress;

import org.jspecify.annotations.NullMarked;
