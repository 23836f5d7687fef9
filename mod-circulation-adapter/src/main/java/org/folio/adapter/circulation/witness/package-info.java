/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The witness: reads loan storage's own records of changes, derives the business events that must
 * follow, and detects missing events and events without a change.
 */
@NullMarked
package org.folio.adapter.circulation.witness;

import org.jspecify.annotations.NullMarked;
