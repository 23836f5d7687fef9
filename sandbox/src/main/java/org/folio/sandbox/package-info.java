/* SPDX-License-Identifier: Apache-2.0 */
/** A whole installation on one machine, and the demonstration of what it guarantees. */
@NullMarked
package org.folio.sandbox;

import org.jspecify.annotations.NullMarked;
